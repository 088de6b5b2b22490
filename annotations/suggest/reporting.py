"""The words that report what somebody says, thinks or wants, by the kind of what follows them."""

import re

from annotations.units.english import forms

_S = r"[^\S\n]+"
CUE = re.compile(
    r"\b(?:according to|[Ss]a(?:id|ys?)|tells?|told|add(?:ed|s)|argu(?:ed|es?)|claim(?:ed|s)"
    r"|insist(?:ed|s)?|warn(?:ed|s)?|not(?:ed|es)|stated|explain(?:ed|s)|conclud(?:ed|es)"
    r"|contend(?:ed|s)?|acknowledg(?:ed|es)|admit(?:ted|s)|predict(?:ed|s)|announc(?:ed|es)"
    r"|believ(?:ed|es?)|thinks?|thought|wrote|writes|repl(?:ied|ies)|assert(?:ed|s)"
    r"|suggest(?:ed|s)?|vow(?:ed|s)|testif(?:ied|ies)|maintain(?:ed|s)|reiterat(?:ed|es)"
    r"|confirm(?:ed|s)|conced(?:ed|es)|den(?:ied|ies)|emphasi[sz](?:ed|es)|stress(?:ed|es)"
    r"|report(?:ed|s)|observ(?:ed|es)|complain(?:ed|s)|estimat(?:ed|es?)|indicat(?:ed|es)"
    r"|reveal(?:ed|s)|disclos(?:ed|es)|alleg(?:ed|es)|declar(?:ed|es)|point(?:ed|s) out"
    r"|promis(?:ed|es)|pledg(?:ed|es)|hop(?:ed|es)|fear(?:ed|s)|expect(?:ed|s)|recall(?:ed|s)"
    r"|agreed?|agrees|show(?:ed|s)|found|finds|know[sn]?|knew|feels?|felt|worr(?:ied|ies|y)"
    r"|charg(?:ed|es)|learn(?:ed|s)|concedes?|caution(?:ed|s)|remind(?:ed|s)|assur(?:ed|es)"
    r"|counter(?:ed|s)|speculat(?:ed|es)|saying|arguing|claiming|adding|noting|warning|insisting"
    r"|suggesting|believing|hoping|emphasizing|acknowledging|predicting|asserting|telling|thinking"
    r"|pointing out)\b"
)
"""What reports a clause: a verb of saying or thinking, or `according to`."""

PLAIN = frozenset(
    "said say says told tells believes believe thinks think added adds argues argued claimed "
    "claims noted notes estimates estimated hopes hoped predicts predicted insisted insists "
    "suggested suggests reported reports announced warned warns acknowledged acknowledges wrote "
    "writes saying feels felt complained know knows knew maintained maintains concluded conceded "
    "promised agreed agree agrees found finds adding suggesting emphasizing asserts asserted "
    "claiming arguing insisting believing hoping warning noting explained explains revealed "
    "contends contended alleges alleged reveals confirmed recalled argue thought shows".split()
)
"""Those behind which a clause may begin without `that`."""
TRAILING = PLAIN - frozenset(
    "found finds agreed agree agrees know knows knew recalled maintained maintains feels felt "
    "promised confirmed revealed reveals hopes hoped".split()
)
"""Those that may stand behind the clause."""
SPEAKING = (
    r"(?:adding|noting|saying|citing|calling|arguing|accusing|suggesting|insisting|telling|claiming"
    r"|warning|promising|urging|asking|describing|referring|speaking|prompting|pointing|declaring)"
)
"""Participles of speech: what follows one is another thing that is said."""

_WHEN = rf"(?:{_S}(?:on|this|last|late|yesterday|earlier)(?:{_S}[\w.]+){{0,3}}?)?"
_OF_SOMETHING = (
    "cite mention question criticize detail document mock discuss emphasize propose defend "
    "attack advocate denounce want praise endorse dismiss reject oppose condemn demand "
    "announce acknowledge recommend accuse suggest favor tout embrace blame deny describe "
    "stress express welcome blast compare predict allege promote reveal".split()
)
_KINDS = {
    # what somebody wants or means to do: plans to sell, is willing to talk
    "intention": (
        rf"(?:{forms('vow', 'pledge', 'promise', 'threaten', 'offer', 'agree', 'refuse', 'want')}"
        rf"|{forms('decline', 'intend', 'propose', 'demand', 'hope', 'seek', 'aim', 'claim')}"
        r"|plan(?:s|ned|ning)?|sought|swore|would like|eager|willing|determined|reluctant"
        rf")\b{_WHEN}{_S}(?=to{_S}[a-z])"
    ),
    # what somebody is to do: urged the board to wait
    "order": (
        rf"(?:{forms('urge', 'ask', 'encourage', 'press', 'push', 'implore', 'advise', 'invite')}"
        rf"|{forms('warn', 'order', 'instruct', 'challenge', 'persuade', 'request', 'want')}"
        rf"|(?:{forms('call')}){_S}(?:up)?on|told|tell(?:s|ing)?)\b"
        rf"{_S}(?=(?:[^\s.,;:]+{_S}){{1,8}}?to{_S}[a-z])"
    ),
    # what is asked, shown or explained: questioned whether it paid
    "question": (
        rf"(?:{forms('ask', 'question', 'explain', 'wonder', 'describe', 'discuss', 'detail')}"
        rf"|{forms('document', 'show', 'reveal', 'note', 'outline', 'examine', 'debate', 'doubt')}"
        rf"|{forms('emphasize', 'stress', 'decide')})\b{_S}(?:\w+{_S}){{0,3}}?"
        r"(?=(?:how|whether|what|why|who|if)\b)"
    ),
    # the claim that it paid
    "noun": (
        r"(?:claims?|beliefs?|allegations?|assertions?|suggestions?|reports?|statements?"
        r"|accusations?|concerns?|fears?|conclusions?|arguments?|view|notion|idea|warnings?"
        r"|promises?|rumou?rs?|news|hopes?|opinion|conviction|theory|announcement|pledge|proof"
        r"|predictions?|denials?|insistence|sense|confident|worried|concerned|convinced|aware"
        r"|skeptical|sceptical|afraid|optimistic|clear|recognition|complaints?|indications?|doubts?"
        rf"|perception|speculation)\b{_S}(?=that\b)"
    ),
    # what somebody calls for, cites or denies: called for a vote, cited the weather
    "object": (
        rf"(?:{forms(*_OF_SOMETHING)}|(?:{forms('call')}){_S}for"
        rf"|spoke{_S}(?:of|about)|talk(?:ed|ing)?{_S}about|complain(?:ed|s|ing)?{_S}about)"
        rf"{_S}(?=[\w$])(?!(?:that|to|how|whether|what|why|in|on|at|by|for|with|from|and|or|during"
        r"|after|before|when|until|since|as|without|over|under|against|of|it)\b)"
    ),
    # criticism of the vote, plans for a port
    "subject": (
        r"(?:accusations?|allegations?|criticisms?|condemnation|denials?|description|questions?"
        r"|praise|support|opposition|disdain|plans?|proposals?|calls?)"
        rf"\b{_S}(?:of|for|about|against|over){_S}(?=\w)"
    ),
}
REPORTS = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{one})' for name, one in _KINDS.items())})")
"""What else is reported, each kind by name: the content begins where the pattern ends."""
VERBS = frozenset(("intention", "order", "question", "object"))
"""The kinds whose cues are no nouns."""
