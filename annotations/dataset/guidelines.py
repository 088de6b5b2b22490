"""What a label of each role means and where its spans end, for annotators and for datasets."""

from annotations.scheme import DEFAULT_SCHEME, Label, Role

_GUIDELINES: dict[Role, str] = {
    "actor": """\
A named person, organisation, public body, alliance or party that does something or is party to it.

- The bare name, without title, nationality, leading "the" or possessive ending. Every mention
  counts, short forms and acronyms too; pronouns and common nouns ("the two leaders") do not.
- A state or a capital is an actor where it stands for its government: "Verrin's position",
  "Verrin-Lowmark ties" (two actors), "urged Lowmark". It is none where it is only a place ("in
  Verrin"), nor are adjectives ("Verrine ships").
- A body named in a job title ("Council spokesman N.") is an actor beside the person. The state in
  a body's own name ("the Lowmark foreign ministry") is not tagged again.
- Other media are actors; the article's own publisher and the platform of a post are not.
""",
    "date": """\
Words that name a calendar day, a month, a season or a part of a day, absolute or relative.

- With the time of day and with pointing words ("this June"), without preposition and "the". A day
  named by an event counts ("the first anniversary of the flood").
- Not tagged: durations ("three-day"), bare years and weeks, and vague adverbs ("recently", "hours
  later").
- Its value is the day or month in ISO 8601, for a season its year, read with the day of
  publication. It is empty where the text does not settle it.
""",
    "proposal": """\
What somebody proposes, urges, demands, offers or agrees to do: the content, not the speech act.

- There is a cue in the text (propose, call for, agree to ...). The span is its whole complement:
  the noun phrase with its article, or the verb phrase after "to". The cue, "to", the proposer and
  the full stop stay outside.
- Proposals may lie in quotes, hold quotes, and hold one another.
- Not tagged: plans announced without such a cue, invitations without content, speculation.
""",
    "quote": """\
Words in quotation marks that are somebody's words, from two of them to a whole paragraph.

- With both marks and the punctuation between them; who said it stays outside. "A," said X. "B"
  are two quotes.
- Straight and curly, single and double marks are all the same.
- Its speaker is the mention that attributes it, the nearest in its paragraph or the one before.
  A quote whose speaker is not clear has no link to one.
""",
}


def guideline(label: Label) -> str:
    """The guideline of a label's role, in Markdown; empty for a label that is described itself."""
    role = label.role or ""
    default = DEFAULT_SCHEME.first(role)
    own = bool(label.description) and (default is None or label.description != default.description)
    return "" if own else _GUIDELINES.get(role, "")
