"""The section of a dataset's card on what its labels, links and codes are."""

import re
from collections.abc import Iterator, Sequence

from annotations.attributes import TEXT
from annotations.dataset.census import Figures
from annotations.scheme import DEFAULT_SCHEME, Attribute, Label, Role, Scheme

_MOST = 12  # values of a code
_SPECIAL = re.compile(r"[\\`*_\[\]<>|#]")

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

- With the time of day and with pointing words ("this June", "earlier this month", "January of last
  year"), without preposition and "the".
- Days named by an event or counted count ("the first anniversary of the flood", "the day before",
  "three days later", "two weeks ago"), and so do holidays, "9/11", weekends, bare seasons ("the
  fall"), parts of a month ("end of March") and several days in a row ("June 5-7").
- Not tagged: a time of day alone, durations ("three-day"), bare years and weeks, what recurs
  ("every Friday"), and vague adverbs ("recently", "hours later").
- Its value is the day or month in ISO 8601, for a season its year, for several days an interval
  (2031-06-05/2031-06-07), read with the day of publication. It is empty where the text does not
  settle it.
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


def labels(scheme: Scheme, figures: Figures) -> Iterator[str]:
    """The section on labels, and what of it there is on links and codes."""
    yield "## Labels"
    known = [label for label in scheme.labels if label.name in figures.labels]
    others = [name for name in figures.labels if not scheme.label(name)]
    for label in (*known, *(Label(name, (), "", role="") for name in others)):
        yield f"\n### {inline(label.name)}\n"
        said = guideline(label).strip() or inline(label.description) or "Not described."
        yield f"{_role(label)}{said}"
        if label.attributes:
            named = (_attribute(*one) for one in label.attributes.items())
            yield f"\nAttributes: {', '.join(named)}."
    for type in dict.fromkeys(link.type for link in scheme.links):
        ways = [link for link in scheme.links if link.type == type]
        lead = " and ".join(
            f"from {_either(one.sources)} to {_either(one.targets)}" for one in ways
        )
        yield f"\n`{inline(type)}` links go {lead}: {figures.links.get(type, 0)}."
    yield from _codes(scheme, figures)


def _codes(scheme: Scheme, figures: Figures) -> Iterator[str]:
    """What is said of whole articles, and which values most often."""
    names = dict.fromkeys((*scheme.codes, *figures.codes))
    if names:
        yield "\n### Article Codes\n"
    for name in names:
        counts = sorted(figures.codes.get(name, {}).items(), key=lambda one: (-one[1], one[0]))
        said = ", ".join(f"{inline(value)} {count}" for value, count in counts[:_MOST])
        more = f" and {len(counts) - _MOST} more" if len(counts) > _MOST else ""
        yield f"- {_attribute(name, scheme.codes.get(name, TEXT))}: {said or 'nothing'}{more}"


def _role(label: Label) -> str:
    """What a label stands for, where its name does not say so."""
    role = label.role or ""
    return f"{'An' if role[0] in 'aeiou' else 'A'} {role}. " if role not in ("", label.name) else ""


def _attribute(name: str, attribute: Attribute) -> str:
    told = {"text": "free text", "date": "day, month or year in ISO 8601", "flag": "true or false"}
    values = ", ".join(map(inline, attribute.choices))
    return f"`{inline(name)}` ({values or told.get(attribute.type, attribute.type)})"


def _either(labels: Sequence[str]) -> str:
    return " or ".join(map(inline, labels))


def inline(words: str) -> str:
    """Words from outside on one line, with nothing in them that Markdown would act on."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(words.split()))


def guideline(label: Label) -> str:
    """The guideline of a label's role, in Markdown; empty for a label that is described itself."""
    role = label.role or ""
    default = DEFAULT_SCHEME.first(role)
    own = bool(label.description) and (default is None or label.description != default.description)
    return "" if own else _GUIDELINES.get(role, "")
