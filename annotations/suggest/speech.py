"""Speech in a text: its verbs, and who is their subject."""

import re

from annotations.annotation import Annotation
from annotations.units.name_words import BEFORE_TITLES, TITLES

VERB = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|add(?:ed|s|ing)|ask(?:ed|s|ing)?|argu(?:ed|es?|ing)"
    r"|wrote|writes|writing|tweet(?:ed|s|ing)|repl(?:ied|ies|ying)|respond(?:ed|s|ing)"
    r"|answer(?:ed|s|ing)|call(?:ed|s|ing)|describ(?:ed|es?|ing)|declar(?:ed|es?|ing)"
    r"|announc(?:ed|es?|ing)|insist(?:ed|s|ing)|claim(?:ed|s|ing)|warn(?:ed|s|ing)|not(?:ed|es|ing)"
    r"|stat(?:ed|es|ing)|explain(?:ed|s|ing)|continu(?:ed|es|ing)|conclud(?:ed|es|ing)"
    r"|accus(?:ed|es|ing)|vow(?:ed|s|ing)|acknowledg(?:ed|es|ing)|admit(?:ted|s|ting)|quip(?:ped|s)"
    r"|jok(?:ed|es|ing)|posited|predict(?:ed|s|ing)|labell?ed|criticiz(?:ed|es|ing)"
    r"|criticis(?:ed|es|ing)|blast(?:ed|s|ing)|prais(?:ed|es|ing)|urg(?:ed|es|ing)"
    r"|demand(?:ed|s|ing)|lik(?:ened|ens|ening)|refer(?:red|s|ring)|denounc(?:ed|es|ing)|saw"
    r"|th(?:inks?|ought)|believe[sd]?|recall(?:ed|s|ing)|assert(?:ed|s|ing)|stress(?:ed|es|ing)"
    r"|contend(?:ed|s|ing)|suggest(?:ed|s|ing)|testif(?:ied|ies|ying)|charg(?:ed|es|ing)"
    r"|pledg(?:ed|es|ing)|promis(?:ed|es|ing)|observ(?:ed|es|ing)|caution(?:ed|s|ing)"
    r"|counter(?:ed|s|ing)|maintain(?:ed|s|ing)|lament(?:ed|s|ing)|complain(?:ed|s|ing)"
    r"|brag(?:ged|s|ging)|boast(?:ed|s|ing)|emphasi[sz](?:ed|es|ing)|reiterat(?:ed|es|ing)"
    r"|confirm(?:ed|s|ing)|conced(?:ed|es|ing)|dismiss(?:ed|es|ing)|mock(?:ed|s|ing)"
    r"|hail(?:ed|s|ing)|slam(?:med|s|ming)|bemoan(?:ed|s|ing)|characteri[sz](?:ed|es|ing)"
    r"|dubb(?:ed|ing)|deem(?:ed|s)|depict(?:ed|s|ing)|express(?:ed|es|ing)|cit(?:ed|es|ing)"
    r"|wonder(?:ed|s|ing)|remark(?:ed|s|ing)|cried|shout(?:ed|s|ing)|yell(?:ed|s|ing)"
    r"|report(?:ed|s|ing)|read|reads|spoke|speaks|according to)\b"
)
"""A verb of speech, or of what is told by speaking."""

_AT_VERB = re.compile(
    r"(?:\s\([^()\n]{1,40}\))?(?:,\s[^\n\"\u201c]{1,160}?,|,)?\s(?:(?:also|later|then|still|once|has|had"
    r"|have|would|who|never|again|repeatedly|recently|himself|herself|will|could|did|[a-z]+ly)\s)*$"
)
_BESIDE = re.compile(
    r"\b(?:about|against|among|around|at|between|by|for|from|in|into|like|near|of|on|than|to|toward"
    r"|towards|under|with|during|after|before)[^\S\n](?:the[^\S\n])?"
    r"(?:(?:mr|mrs|ms|dr|sen|rep|gov|gen|president|mayor|judge|minister|secretary)\.?[^\S\n])?$",
    re.IGNORECASE,
)
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_REACH = 200  # characters between a subject and its verb


def is_subject(text: str, actor: Annotation, verb: int) -> bool:
    """Whether the words between an actor and a verb leave it the verb's subject.

    They may be what the actor is, between commas or brackets, and adverbs.
    """
    return _AT_VERB.fullmatch(text, actor.end, verb) is not None


def is_beside(text: str, actor: Annotation, floor: int) -> bool:
    """Whether a preposition stands before an actor, looked for from `floor` on."""
    return _BESIDE.search(text, max(floor, actor.start - 40), actor.start) is not None


def speaks(text: str, actor: Annotation, start: int, end: int) -> bool:
    """Whether an actor is the subject of a verb of speech in the sentence `[start, end)`."""
    verb = VERB.search(text, actor.end, min(end, actor.end + _REACH))
    if verb and is_subject(text, actor, verb.start()):
        return not is_beside(text, actor, start)
    before = VERB.search(text, max(start, actor.start - 60), actor.start)
    return before is not None and is_office(text[before.end() : actor.start])


def is_office(between: str) -> bool:
    """Whether there is nothing but an office between two places."""
    return all(word in TITLES | BEFORE_TITLES for word in _SMALL.findall(between))
