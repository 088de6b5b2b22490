"""Who speaks: attributions of PolNeAR's dev part, and the first speaker that is offered.

A quote counts that is suggested and lies within what is attributed. Whom *he* and *she* mean is
told by CoreNLP, whose annotation comes with the set: by a chain that holds the pronoun and a name.
Its chains are wrong about as often as the offers are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.suggest.quotes import QuoteSuggester
from annotations.suggest.reported import ReportedSuggester
from annotations.suggest.speakers import speakers
from annotations.suggest.time_limit import pieces
from annotations.units import Span
from benchmarks.suites.entities import proposals
from benchmarks.suites.suite import Figure

_MARKS = re.compile(r"[\"\u201c\u201d]|``|''")
_SAID = re.compile(
    r"\b(?:according to|said|says?|tells?|told|add(?:ed|s)|argu(?:ed|es?)|claim(?:ed|s)"
    r"|insist(?:ed|s)?|warn(?:ed|s)?|not(?:ed|es)|stat(?:ed|es)|explain(?:ed|s)"
    r"|conclud(?:ed|es)|contend(?:ed|s)?|acknowledg(?:ed|es)|admit(?:ted|s)|predict(?:ed|s)"
    r"|announc(?:ed|es)|believ(?:ed|es?)|thinks?|thought|wrote|writes|repl(?:ied|ies)"
    r"|assert(?:ed|s)|suggest(?:ed|s)?|vow(?:ed|s)|testif(?:ied|ies)|maintain(?:ed|s)"
    r"|reiterat(?:ed|es)|confirm(?:ed|s)|conced(?:ed|es)|den(?:ied|ies)|emphasi[sz](?:ed|es)"
    r"|stress(?:ed|es)|report(?:ed|s)|observ(?:ed|es)|complain(?:ed|s)|estimat(?:ed|es?)"
    r"|indicat(?:ed|es)|reveal(?:ed|s)|disclos(?:ed|es)|alleg(?:ed|es)|declar(?:ed|es)"
    r"|point(?:ed|s) out|promis(?:ed|es)|pledg(?:ed|es)|hop(?:ed|es)|fear(?:ed|s)"
    r"|expect(?:ed|s)|recall(?:ed|s)|agreed?|agrees|show(?:ed|s)|found|finds|know[sn]?|knew"
    r"|feels?|felt|worr(?:ied|ies|y)|charg(?:ed|es)|learned|concedes?|caution(?:ed|s)|saying"
    r"|arguing|claiming|adding|noting|warning|insisting|suggesting)\b"
)
"""Verbs of saying and thinking: what is attributed by one has a figure of its own."""
_LONGEST_MENTION = 40  # characters; longer ones hold more names than their own


class Attributed(NamedTuple):
    """Something that is attributed: its source, cue and content, each in one or more spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Told(NamedTuple):
    """An article with what it attributes, the names CoreNLP found and its chains of mentions."""

    name: str
    text: str
    attributed: tuple[Attributed, ...]
    names: tuple[tuple[Span, str], ...]
    chains: tuple[tuple[Span, ...], ...]


def dev(copy: Path) -> Iterator[Told]:
    """The articles of the dev part, each by its first annotator."""
    folder, read = copy / "data" / "dev", set[str]()
    for file in sorted((folder / "attributions").glob("*.ann")):
        name = file.stem.rpartition("_")[0]
        parse = folder / "corenlp" / f"{name}.txt.xml"
        if name not in read and parse.exists():
            read.add(name)
            text = (folder / "text" / f"{name}.txt").read_bytes().decode()
            names, chains = _parsed(ET.parse(parse).getroot())
            lines = file.read_text(encoding="utf-8").splitlines()
            yield Told(name, text, tuple(_attributions(lines)), names, chains)


def _attributions(lines: Iterable[str]) -> Iterator[Attributed]:
    spans: dict[str, list[Span]] = {}
    events = list[str]()
    for line in lines:
        id, fields, *_ = line.split("\t")
        if id.startswith("T"):
            places = fields.partition(" ")[2].split(";")
            spans[id] = [(int(a), int(b)) for a, b in (place.split() for place in places)]
        elif id.startswith("E"):
            events.append(fields)
    for event in events:
        parts = dict[str, list[Span]]()
        for kind, target in (field.split(":") for field in event.split()):
            parts.setdefault(kind.rstrip("0123456789"), []).extend(spans.get(target, ()))
        yield Attributed(*(tuple(parts.get(n, ())) for n in ("Source", "Cue", "Content")))


def _parsed(
    root: ET.Element,
) -> tuple[tuple[tuple[Span, str], ...], tuple[tuple[Span, ...], ...]]:
    names, places = list[tuple[Span, str]](), list[list[Span]]()
    for sentence in root.iterfind("document/sentences/sentence"):
        places.append([])
        last = "O"
        for token in sentence.iterfind("tokens/token"):
            start, end, kind = (
                token.findtext(field, "")
                for field in ("CharacterOffsetBegin", "CharacterOffsetEnd", "NER")
            )
            span = int(start), int(end)
            places[-1].append(span)
            if kind in ("PERSON", "ORGANIZATION", "LOCATION"):
                if kind == last:
                    span = names.pop()[0][0], span[1]
                names.append((span, kind))
            last = kind
    chains = tuple(
        tuple(_mention(places, one) for one in chain.iterfind("mention"))
        for chain in root.iterfind("document/coreference/coreference")
    )
    return tuple(names), chains


def _mention(places: list[list[Span]], mention: ET.Element) -> Span:
    sentence, start, end = (int(mention.findtext(f, "1")) for f in ("sentence", "start", "end"))
    tokens = places[sentence - 1]
    return tokens[start - 1][0], tokens[end - 2][1]


def speaking(told: Iterable[Any]) -> Iterator[Figure]:
    """How often the first speaker offered is right, where the source is named, and a pronoun."""
    right, of = Counter[str](), Counter[str]()
    misses: dict[str, list[str]] = {"named": [], "pronoun": []}
    for one in told:
        actors = [
            Annotation(str(start), start, end, "actor", "")
            for start, end in sorted(proposals(one.text))
        ]
        for quote in _quotes(one.text):
            kind, names = _expected(one, quote, actors)
            if not names:
                continue
            ranked = speakers(one.text, quote, actors)
            offered = one.text[ranked[0].start : ranked[0].end] if ranked else ""
            of[kind] += 1
            if _last(offered) in names:
                right[kind] += 1
            else:
                words = one.text[slice(*quote)][:60].replace("\n", " ")
                misses[kind].append(f"    {one.name}: {offered} for {sorted(names)}: {words}")
    yield Figure("speaker first, named", right["named"], of["named"], tuple(misses["named"]))
    yield Figure(
        "speaker first, he and she", right["pronoun"], of["pronoun"], tuple(misses["pronoun"])
    )


def reporting(told: Iterable[Any]) -> Iterator[Figure]:
    """What `rule:reported` suggests, against what is attributed without quotation marks.

    Two spans are one where they share half of what they have together. The rule was developed on
    the articles of one half by digest; the other half has figures of its own.
    """
    articles = list(told)
    yield from _reporting("", articles)
    yield from _reporting(" in the unseen half", [one for one in articles if _is_unseen(one)])


def _is_unseen(one: Told) -> bool:
    return sha256(one.name.encode()).digest()[-1] % 2 == 1


def _reporting(where: str, told: Iterable[Told]) -> Iterator[Figure]:
    right = proposed = found = said = found_said = of = 0
    for one in told:
        article, rule = Article("article", "", one.text, Metadata()), ReportedSuggester()
        spans = [
            (p.start, p.end) for piece in pieces(one.text) for p in rule.propose(article, piece)
        ]
        whole = [
            (min(content)[0], max(end for _, end in content), cue)
            for _, cue, content in one.attributed
            if content and cue
        ]
        right += sum(any(_share(span, (a, b)) for a, b, _ in whole) for span in spans)
        proposed += len(spans)
        for start, end, cue in whole:
            if _MARKS.search(one.text[start:end]):
                continue
            hit = any(_share(span, (start, end)) for span in spans)
            verb = _SAID.search(one.text[slice(*cue[0])].lower()) is not None
            found, of = found + hit, of + 1
            found_said, said = found_said + (hit and verb), said + verb
    yield Figure(f"reported, suggestions right{where}", right, proposed)
    yield Figure(f"reported, found of what is said or thought{where}", found_said, said)
    yield Figure(f"reported, found of all attributions{where}", found, of)


def _share(one: Span, other: Span) -> bool:
    together = max(one[1], other[1]) - min(one[0], other[0])
    return 2 * (min(one[1], other[1]) - max(one[0], other[0])) >= together


def _quotes(text: str) -> list[Span]:
    article, rule = Article("article", "", text, Metadata()), QuoteSuggester()
    return [(one.start, one.end) for piece in pieces(text) for one in rule.propose(article, piece)]


def _expected(one: Told, quote: Span, actors: list[Annotation]) -> tuple[str, set[str]]:
    """How a quote's source is told, and the last names that it has."""
    around = [
        (end - start, attributed)
        for attributed in one.attributed
        for start, end in attributed.content
        if min(end, quote[1] + 1) - max(start, quote[0] - 1) >= 0.8 * (quote[1] - quote[0])
    ]
    source = min(around, key=lambda pair: pair[0])[1].source if around else ()
    if not source:
        return "named", set()
    start, end = source[0]
    if re.fullmatch(r"(?i)\s*(?:s?he)\s*", one.text[start:end]):
        chain = next((c for c in one.chains if (start, end) in c), ())
        persons = [span for span, kind in one.names if kind == "PERSON"]
        return "pronoun", {
            _last(one.text[slice(*span)])
            for mention in chain
            for span in persons
            if mention[0] <= span[0]
            and span[1] <= mention[1]
            and mention[1] - mention[0] < _LONGEST_MENTION
        }
    named = [span for span, _ in one.names] + [(a.start, a.end) for a in actors]
    inside = [span for span in named if start <= span[0] and span[1] <= end]
    return "named", {_last(one.text[slice(*span)]) for span in inside}


def _last(words: str) -> str:
    return words.split()[-1].strip(".,") if words else ""
