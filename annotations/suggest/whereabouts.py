"""Places: whether a name only says where, or stands for a state or a city that acts."""

import re

from annotations.suggest.capitals import occurrences, sightings
from annotations.units.name_words import BEFORE_TITLES, BODIES, HEADS, PLACES, STATES, TITLES
from annotations.units.names import Name
from annotations.units.places import KNOWN

_NEAR = 8_000  # code points in which a place is said to be one
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}(?:the[^\S\n])?$", re.IGNORECASE)
_MEMBER_OF = re.compile(r"(?:Democrat|Republican|[Ii]ndependent|[Mm]ember)s? (?:of|from) $")
_MEMBER_FOLLOWS = re.compile(r" (?:Democrat|Republican|[Ii]ndependent|native|resident)\b")
_STATE_FOLLOWS = re.compile(r", ((?:[A-Z]\.)+[A-Z]|[A-Z]\w*?)\.|, (DC)\b")
_POSSESSIVE = re.compile(r"['\u2019]s?\b")
_MEMBERS = frozenset(
    "rep reps representative representatives sen sens senator senators speaker whip "
    "congressman congresswoman mp".split()
)
_OF_PLACES = frozenset(
    "east el fort ft las los mount mt new north port san santa south st west".split()
)
_LANDS = (
    "area|areas|bay|border|borders|capital|city|coast|county|district|highlands|hills|island"
    "|islands|municipality|neighbou?rhood|province|quarter|region|river|state|suburb|town|township"
    "|valley|village|airport|station|street"
)
_LAND_FOLLOWS = re.compile(
    r"-(?:area|based|born|bound|bred|educated|flagged|headquartered|listed|made|registered|style"
    r"|trained|wide)\b"
    rf"|[^\S\n](?:{_LANDS}|native|resident|residents|citizens|(?:mass|school)[^\S\n]shooting)\b"
)
_OFFICE_FOLLOWS = re.compile(
    r"[^\S\n](?:apartment|bureau|campus|college|factory|headquarters|home|offices?|plant)\b"
)
_BEGINS_OFFICES = TITLES | BEFORE_TITLES
_AT = ("at", "near", "outside", "inside")
_OWNER = re.compile(r"(?:['\u2019]s|\b(?:his|her|its|our|their))[^\S\n]$")
_LAND_OF = re.compile(
    rf"\b(?:(?:{_LANDS}|capitals|people|provinces|regions|north|south|east|west|outskirts"
    r"|towns?|villages?|centre|center|inhabitants|waters|shores|streets|residents?|natives?) of"
    r"|(?:northeastern|northwestern|southeastern|southwestern|mainland|downtown|lower|nearby"
    r"|rural|suburban|upper|next to)"
    r"|(?:Archbishop|Bishop|Count|Countess|Duchess|Duke|Earl|Marquess|Princess) of"
    r"|based in|born in)[^\S\n](?:the[^\S\n])?$"
)
_LAND_BEFORE = re.compile(
    r"\b(?:(?:parts?|rest|most|all) of"
    r"|(?:central|eastern|western|northern|southern|capital|city|town|village|district|province"
    r"|region|island|state)"
    r"|(?:travel|travell?ed|fl[ey]w?|flight|flights|trips?|visits?|journey|return(?:ed|ing)?"
    r"|came|come|go|going|went|move|moved|moving|migrate|headed|back|sent|sail(?:ed)?|drive|drove"
    r"|exports|imports|trip|tour|visa|visas|arrived?) to|(?:borders?|boundary|frontier) with"
    r"|visit(?:ed|ing|s)?|left|leave|leaving|entered|toured?|reached|via)[^\S\n](?:the[^\S\n])?$",
    re.IGNORECASE,
)
_LAND_BESIDE = re.compile(r", ([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=[,.;:)\s]+(?![A-Z]))")
_NO_DEED = (
    r"(?:\w+est|most|first|biggest|former|main|only|capital|coast|border|borders|population|north"
    r"|south|east|west|northern|southern|eastern|western|central|northeastern|northwestern"
    r"|southeastern|southwestern|streets|airport|history|landscape|climate|weather|rainforests?"
    r"|own)\b|(?:\d+(?:st|nd|rd|th)|[A-Z]\w+)[^\S\n](?:Congressional[^\S\n])?District\b"
)
_VERB = (
    r"(?:also |now |still |then |itself |never |again |already |\w+ly )?"
    r"(?:is|are|was|were|has|have|had|will|would|can|cannot|could|may|might|must|should|does|did"
    r"|says?|said|wants?|needs?|plans?|hopes?|expects?|seeks?|faces?|began|begins?|took|takes?"
    r"|gave|gives?|made|makes?|sent|sends?|won|wins?|lost|loses?|got|gets?|became|becomes?|came"
    r"|went|put|puts|set|sets|held|holds?|kept|keeps?|met|meets?|told|tells?|sees?|saw|thinks?"
    r"|knows?|knew|remains?|continues?|agrees?|signs?|offers?|supports?|insists?|denies|claims?"
    r"|warns?|urges?|calls?|refuses?|recalls?|recogni[sz]es?|opposes?|backs?|blames?|accuses?"
    r"|succeeds?|fails?|shares?|works?|wins?|loses?|hosts?|produces?|exports?|imports?|buys?|sells?|bought|sold|fought|fights?|led|leads?|broke|spent"
    r"|fell|stood|chose|withdrew|joins?|withdraws?|threatens?|launches|tries|relies|ranks?"
    r"|(?!based|called|located|situated|named|need|indeed|speed)[a-z]{3,}ed)\b"
)
_ACTS = re.compile(
    r"(?:(?:,|,? and|,? or|,? but) (?:the )?[A-Z][\w.\u2019'-]+(?: [A-Z][\w.-]+){0,3}){0,4}"
    rf"(?:, (?:which|who|whose|meanwhile|however|too),?| itself|,? (?:which|who))? {_VERB}"
)
_OWNS = re.compile(rf"['\u2019]s?[^\S\n](?!{_NO_DEED})")
_CAPITAL_FOLLOWS = re.compile(
    r"[^\S\n](?:(?:Democratic|Democrat|Republican|Independent)[^\S\n])?+(?!Democrat|Republican|Independent)"
    r"([A-Z][a-z-]+)"
)
_BODY_FOLLOWS = re.compile(
    r"[^\S\n](?:government|president|prime|parliament|army|authorities|officials?|administration"
    r"|regime|minister|foreign|embassy|ambassador|delegation|governor|mayor|relations|ties|talks"
    r"|spokes\w+|senators?|congress\w+|attorney|leaders?|envoy|military|forces|troops|police|council|cabinet)\b",
    re.IGNORECASE,
)
_TITLE_OF = re.compile(r"\b([A-Za-z]+)[^\S\n](?:of|to)[^\S\n](?:the[^\S\n])?$")
_DONE_TO = re.compile(
    r"\b(?:between|against|with|by|unlike|accus\w+|allies?|angered|asked|attack\w*|back(?:ed|ing)"
    r"|blam\w+|condemn\w*|criticis\w+|criticiz\w+|defeat\w*|invad\w+|pressur\w*|promis\w+|punish\w*"
    r"|sanction\w*|sue[ds]?|support\w*|threaten\w*|told|tells?|telling|prevent\w*|urg\w+"
    r"|warn\w*|beat|help(?:ed|ing|s)?|(?:attitude|hostility|polic(?:y|ies)) towards?"
    r"|(?:according|aid|aids?|appeal|ally|answer|assistance|belongs?|gave|given|gives?|grants?"
    r"|grateful|loans?|message|offers?|offered|owed|pledged?|response|sold|support|threats?|ties"
    r"|warning) to)[^\S\n](?:both[^\S\n])?(?:the[^\S\n])?$",
    re.IGNORECASE,
)
_FORMS = ("emirate", "kingdom", "republic", "state", "sultanate")
_AND = (", ", " and ", ", and ")
_BESIDE = re.compile(r"(?:,|,? and|,? or)[^\S\n](?:the[^\S\n])?$")


class Whereabouts:
    """What the names of a paragraph, read in order, tell about the places among them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._place = -1  # where the last name ended that was a place
        self._named = -1  # where the last one ended that was none
        self._acting = -1  # where the last place ended that acts
        self._member = -1  # where the last member of a parliament
        self._officer = -1  # and where the last who holds another office

    def note_title(self, name: Name) -> None:
        """Remember whose office is said: the state behind a member of its parliament is a place."""
        member = name.title in _MEMBERS or name.title.startswith(("majority ", "minority "))
        self._member = name.end if member else -1
        self._officer = -1 if member else name.end

    def note_thing(self, name: Name) -> None:
        """Remember that a list of places goes on behind a name like Pellin Beach."""
        if self._place >= 0 and self.text[self._place : name.start] in _AND:
            self._place = name.end

    def is_place(self, name: Name, bare: list[str]) -> bool:
        """Whether a name, of these words in lower case, only says where."""
        if bare == ["white", "house"] and word_before(self.text, name.start) in _AT:
            return True
        if bare[-1] in BODIES or (set(bare) & HEADS and _without_form(bare) not in KNOWN):
            return False
        found = self._only_says_where(name, bare) or self._is_home(name, bare)
        self._named = -1 if found else name.end
        if not found and self._is_known(name, bare):
            if found := not self._acts(name):
                self._place = name.end
            else:
                self._acting = name.end
        elif found:
            self._place = name.end
        return found

    def _is_home(self, name: Name, bare: list[str]) -> bool:
        """Ann Lee of Kestrow, who holds no office there."""
        behind = self._named >= 0 and self.text[self._named : name.start] == " of "
        return behind and " ".join(bare) in KNOWN

    def _only_says_where(self, name: Name, bare: list[str]) -> bool:
        text, (start, end, *_) = self.text, name
        state = _STATE_FOLLOWS.match(text, end)
        return (
            (self._member >= 0 and text[self._member : start] == " of ")  # Rep. Ann Lee of Ohio
            or (
                self._place >= 0
                and text[self._place : start] in _AND
                and (len(bare) == 1 or bare[0] in _OF_PLACES or self._is_known(name, bare))
                and (
                    (text[self._place] == "," and " ".join(bare) in KNOWN)  # Benghazi, Libya
                    or not acts(text, end)
                )
            )
            or (state is not None and (state.group(1) or "d.c").lower() in STATES | {"d.c"})
            or _MEMBER_OF.search(text, max(0, start - 20), start) is not None
            or (_MEMBER_FOLLOWS.match(text, end) is not None and not self._has_office(end))
            or self._follows_in(name, bare)
            or (
                _OFFICE_FOLLOWS.match(text, end) is not None
                and (
                    _OWNER.search(text, max(0, start - 8), start) is not None
                    or self._is_known(name, bare)
                )
            )
            or (self._lies_in_land(name) and not self._is_surname(name))
        )

    def _has_office(self, end: int) -> bool:
        """Kestrow Gov. Ann Lee, Kestrow Republican Rep. Tom Hale."""
        follows = _CAPITAL_FOLLOWS.match(self.text, end)
        return follows is not None and follows.group(1).lower() in _BEGINS_OFFICES

    def _lies_in_land(self, name: Name) -> bool:
        """The town of Kestrow, Kestrow district, Kestrow, Chile."""
        text, (start, end, *_) = self.text, name
        if _LAND_FOLLOWS.match(text, end):
            return True
        if acts(text, end):
            return False
        if _LAND_OF.search(text, max(0, start - 40), start):
            return True
        land = _LAND_BESIDE.match(text, end)
        return land is not None and land.group(1).lower() in KNOWN

    def _follows_in(self, name: Name, bare: list[str]) -> bool:
        """In Pellin, near Port Ash, from Kestrow; but in Quillon's talks, from Quillon."""
        word = word_before(self.text, name.start)
        if word not in PLACES and (word != "from" or len(bare) > 1):
            return False
        if _POSSESSIVE.match(self.text, name.end):
            return False
        return len(bare) > 1 or not self._is_surname(name)

    def _is_surname(self, name: Name) -> bool:
        alone = self.text[name.start : name.end]
        return sightings(self.text, alone, name.start).surname > 0

    def _is_known(self, name: Name, bare: list[str]) -> bool:
        """Whether a name is a place by the list, or for standing behind `in` near by."""
        if _without_form(bare) in KNOWN:
            return len(bare) > 1 or bare[0] in ("us", "uk") or not self._is_surname(name)
        words = self.text[name.start : name.end]
        if words.isupper() or (len(bare) == 1 and self._is_surname(name)):
            return False
        low, high = max(0, name.start - _NEAR), name.start + _NEAR
        found = occurrences(self.text, words, low, high)
        inside = (
            word_before(self.text, place) in PLACES
            and not _POSSESSIVE.match(self.text, place + len(words))
            for place in found
        )
        return 3 * sum(inside) >= max(1, len(found))

    def _acts(self, name: Name) -> bool:
        """Whether a place does something here, owns it, or something is done to or with it."""
        text, (start, end, *_) = self.text, name
        if self._has_office(end):
            return True
        if _OWNS.match(text, end) or _BODY_FOLLOWS.match(text, end):
            return True
        before = max(0, start - 40), start
        if _LAND_BEFORE.search(text, *before):
            return False
        if acts(text, end):
            return True
        if text[end : end + 1] in ("-", "\u2013") or text[start - 1 : start] in ("-", "\u2013"):
            return True
        if self._officer >= 0 and text[self._officer : start] == " of ":
            return True  # Governor Ann Lee of Kestrow
        office = _TITLE_OF.search(text, *before)
        if office and office.group(1).lower() in TITLES | {"government", "ambassador", "king"}:
            return True
        if _DONE_TO.search(text, *before):
            return True
        return (
            self._acting >= 0
            and start - self._acting < 12
            and _BESIDE.fullmatch(text, self._acting, start) is not None
        )


def _without_form(bare: list[str]) -> str:
    """The Islamic Republic of Iran is Iran."""
    at = bare.index("of") if "of" in bare else -1
    return " ".join(bare[at + 1 :] if at > 0 and bare[at - 1] in _FORMS else bare)


def acts(text: str, end: int) -> bool:
    """Whether a verb follows what ends here, over others that do it as well."""
    return _ACTS.match(text, end, end + 160) is not None


def word_before(text: str, start: int) -> str:
    """The word before `start`, in lower case, over an article and a mark; none farther off."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    return before.group(1).lower() if before else ""
