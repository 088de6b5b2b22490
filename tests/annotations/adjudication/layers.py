"""Layers for tests: who says what of a short text, in a few letters."""

from typing import Any

from hypothesis import strategies as st

from annotations.annotation import Annotation, Code, Contents, Link

TEXT = "Verrin said on 3 May that it will open the harbour, and Lowmark agreed."


def tag(id: str, start: int, end: int, label: str = "actor", **attrs: Any) -> Annotation:
    """A tag of whoever's layer it is put in."""
    return Annotation(id, start, end, label, "", attrs)


def layer(reader: str, *said: Annotation | Link, **codes: Any) -> Contents:
    """What one reader says: tags, links between them, and codes by name."""
    tags = {a.id: _by(a, reader) for a in said if isinstance(a, Annotation)}
    links = frozenset(link for link in said if isinstance(link, Link))
    coded = frozenset(Code(reader, name, value) for name, value in codes.items())
    return Contents(tags, links, codes=coded)


def _by(tag: Annotation, reader: str) -> Annotation:
    return Annotation(tag.id, tag.start, tag.end, tag.label, reader, tag.attrs)


_labels = st.sampled_from(["actor", "date", "quote"])
_values = st.sampled_from([{}, {"value": "2031"}, {"value": "2032"}])


@st.composite
def layers(draw: st.DrawFn, most: int = 3) -> dict[str, Contents]:
    """What two or three readers say of a short text: stacked, nested, crossing, linked."""
    found = {}
    for reader in ["ana", "ben", "cyd"][: draw(st.integers(2, most))]:
        tags = []
        for number in range(draw(st.integers(0, 5))):
            start = draw(st.integers(0, 8))
            end = start + draw(st.integers(1, 5))
            attrs = draw(_values)
            tags.append(tag(f"{reader}{number}", start, end, draw(_labels), **attrs))
        quotes = [one.id for one in tags if one.label == "quote"]
        actors = [one.id for one in tags if one.label == "actor"]
        links = [
            Link("speaker", quote, draw(st.sampled_from(actors)))
            for quote in quotes
            if actors and draw(st.booleans())
        ]
        codes = draw(st.sampled_from([{}, {"tone": "dry"}, {"tone": "wry"}]))
        found[reader] = layer(reader, *tags, *links, **codes)
    return found
