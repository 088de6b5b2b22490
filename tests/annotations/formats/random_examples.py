"""Random articles with all that tags, links and suggestions can have, in odd texts."""

from collections.abc import Sequence

from hypothesis import strategies as st

from annotations.annotation import Annotation, Code, Link
from annotations.article import META_FIELDS, Article, Metadata
from annotations.example import Example

_words = st.text(min_size=1).filter(lambda s: s == s.strip())
_pieces = (
    "word|Oran|don’t| | |\n\n|. |e\u0301|漢字|か\u3099|👩\u200d🚀|🇫🇷|“|”|\r\n|\u2028|\u00a0|\t|,|;"
    "|=1|'x|\"|<b>|&amp;|3.5|-"
).split("|")
_texts = st.lists(st.sampled_from(_pieces) | st.text(max_size=5)).map("".join)
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
_times = st.sampled_from(["", "2031-03-04T05:06:07.890Z", "2031-03-04"])

_codes = st.dictionaries(
    st.tuples(_words, _words),
    st.text(max_size=5) | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-9, 9),
    max_size=3,
).map(lambda said: tuple(Code(*key, said[key]) for key in sorted(said)))


@st.composite
def _annotation(draw: st.DrawFn, id: str, text: str, verdicts: Sequence[str]) -> Annotation:
    start = draw(st.integers(0, len(text) - 1))
    return Annotation(
        id,
        start,
        draw(st.integers(start + 1, len(text))),
        draw(st.sampled_from(["actor", "date"]) | _words),
        draw(_words),
        draw(st.dictionaries(st.text(max_size=5), _values, max_size=2)),
        draw(st.text(max_size=9)),
        draw(_times),
        draw(_times),
        draw(st.sampled_from(["", "rule:date", "model:x"])),
        draw(st.none() | st.floats(0, 1)),
        draw(st.sampled_from(verdicts)),  # type: ignore[arg-type]
        agreed=draw(st.sampled_from([(), ("ana",), ("ana", "bén, 2")])),
        way=draw(st.sampled_from(["", "everywhere", "second look"])),
        guideline=draw(st.sampled_from(["", "0123456789abcdef"])),
        extra=draw(st.sampled_from([{}, {"later": [1, {"a": None}]}])),
    )


@st.composite
def examples(draw: st.DrawFn) -> list[Example]:
    """A few articles with everything that tags, links and suggestions can have."""
    found = []
    for id in draw(st.lists(_words, unique=True, min_size=1, max_size=3)):
        text = f"{draw(_texts)}x{len(found)}"
        ids = draw(st.lists(_words, unique=True, max_size=6))
        cut = draw(st.integers(0, len(ids)))
        tags = [draw(_annotation(one, text, ("", "accepted", "edited"))) for one in ids[:cut]]
        left = [draw(_annotation(one, text, ("suggested", "rejected"))) for one in ids[cut:]]
        tags, left = ([a for a in one if text[a.start : a.end].strip()] for one in (tags, left))
        ends = st.sampled_from([tag.id for tag in tags] or [""])
        links = draw(st.sets(st.builds(Link, _words, ends, ends), max_size=3)) if tags else ()
        meta = draw(st.builds(Metadata, *[st.none() | _words] * len(META_FIELDS)))
        article = Article(id, draw(_words), text, meta)
        status = draw(st.sampled_from(["open", "done", "skipped"]))
        found.append(
            Example(
                article,
                in_order(tags),
                tuple(sorted(links)),
                status,  # type: ignore[arg-type]
                in_order(left),
                codes=draw(_codes),
            )
        )
    return found


def in_order(found: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """As an example has them."""
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.id)))
