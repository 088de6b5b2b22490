"""Links go where their ends no longer fit, whoever relabelled them, and come back by undo."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Conflict, Contents, Link
from annotations.article import Article
from annotations.errors import PostilError
from annotations.fitting import fit
from annotations.scheme import Label, LinkType, Scheme
from annotations.session import Session
from annotations.store.tiny import TinyStore

SCHEME = Scheme(
    tuple(Label(name, (), "red") for name in ("saying", "who", "guild", "when")),
    (
        LinkType("speaker", ("saying",), ("who", "guild")),
        LinkType("member of", ("who",), ("guild",)),
    ),
)
LABELS = [label.name for label in SCHEME.labels]
TEXT = "one two six ten ace"
ARTICLE = Article("a", "A", TEXT)
SPANS = [(start, start + 3) for start in range(0, len(TEXT), 4)]


def tag(id: str, label: str, place: int, by: str = "ana") -> Annotation:
    return Annotation(id, *SPANS[place], label, by)


SAYING, WHO, GUILD = tag("q", "saying", 0), tag("w", "who", 1), tag("g", "guild", 2)
SPEAKER, MEMBER = Link("speaker", "q", "w"), Link("member of", "w", "g")
CONTENTS = Contents({a.id: a for a in (SAYING, WHO, GUILD)}, frozenset({SPEAKER, MEMBER}))


def session(contents: Contents = CONTENTS, past: tuple[Change, ...] = ()) -> Session:
    ids = map("{:04}".format, count(1))
    return Session(
        ARTICLE,
        contents,
        "ana",
        lambda article, change: None,
        lambda: next(ids),
        lambda: "t",
        lambda: past,
        fits=SCHEME.fits,
    )


def change(id: str = "c", **fields: object) -> Change:
    return Change(id, id, "ben", "t", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "label", "gone"),
    [
        (0, "when", {SPEAKER}),
        (1, "guild", {MEMBER}),  # a speaker may be a guild
        (1, "when", {SPEAKER, MEMBER}),
        (2, "who", {MEMBER}),
        (2, "guild", {MEMBER}),  # the same label again takes the tag off
    ],
)
def test_a_label_that_links_do_not_fit_takes_them_off(
    place: int, label: str, gone: set[Link]
) -> None:
    one = session()
    done = one.annotate(SPANS[place], label)
    assert set(done.unlinked) == set(done.links_lost) == gone
    assert one.links == CONTENTS.links - gone
    one.undo()
    assert one.contents == CONTENTS
    one.redo()
    assert one.links == CONTENTS.links - gone


def test_a_link_that_does_not_fit_is_not_made() -> None:
    one = session()
    with pytest.raises(PostilError, match="A speaker link cannot go from guild to who"):
        one.link("g", "w", "speaker")
    assert one.link("w", "q", "of no scheme").linked
    assert one.link("q", "g", "speaker").links_lost == ()


def test_undo_brings_no_link_back_whose_end_somebody_else_has_relabelled() -> None:
    one = session()
    one.annotate(SPANS[0], "when")
    outside = change(removed=(WHO,), added=(replace(WHO, label="when"),), unlinked=(MEMBER,))
    own = one.waiting["0001"]
    one.taken(own.id, own, outside, ())
    done, conflicts = one.undo()
    assert [a.label for a in done.added] == ["saying"]
    assert (done.linked, conflicts) == ((), (Conflict(SPEAKER, None),))


def test_links_of_a_tag_that_could_not_be_relabelled_stay() -> None:
    elsewhere = {**CONTENTS.annotations, "w": replace(WHO, note="changed")}
    wanted = change(removed=(WHO,), added=(replace(WHO, label="when"),), unlinked=(SPEAKER,))
    done, conflicts = fit(wanted, replace(CONTENTS, annotations=elsewhere), fits=SCHEME.fits)
    assert len(conflicts) == 1
    assert (done.unlinked, done.added) == ((), ())


def test_what_is_imported_comes_as_it_is() -> None:
    wrong = Link("speaker", "g", "w")
    done, conflicts = fit(change(kind="import", linked=(wrong,)), CONTENTS, fits=SCHEME.fits)
    assert (done.linked, conflicts) == ((wrong,), ())


def test_links_of_a_former_scheme_stay_while_the_labels_of_their_ends_do() -> None:
    wrong = Link("speaker", "g", "w")
    one = session(Contents(CONTENTS.annotations, frozenset({wrong})))
    one.describe("w", note="hm")
    one.resize("w", (4, 11))
    assert one.links == {wrong}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    store = TinyStore(tmp_path, fits=SCHEME.fits)
    yield store
    store.close()


def test_of_two_programs_one_relabels_and_the_other_links(store: TinyStore) -> None:
    store.apply(ARTICLE, change("1", added=(SAYING, WHO)))
    store.apply(ARTICLE, change("2", removed=(WHO,), added=(replace(WHO, label="when"),)))
    saved = store.apply(ARTICLE, change("3", linked=(SPEAKER,)))
    assert saved.conflicts == (Conflict(SPEAKER, None),)
    assert store.load("a").links == frozenset()


def test_of_two_programs_one_links_and_the_other_relabels(store: TinyStore) -> None:
    store.apply(ARTICLE, change("1", added=(SAYING, WHO)))
    store.apply(ARTICLE, change("2", linked=(SPEAKER,)))
    relabelled = change("3", removed=(WHO,), added=(replace(WHO, label="when"),))
    assert store.apply(ARTICLE, relabelled).change.unlinked == (SPEAKER,)
    assert store.history("a")[-1].unlinked == (SPEAKER,)
    # Applied once more, as after a lost confirmation, it is the same.
    store.apply(ARTICLE, relabelled)
    assert store.load("a").links == frozenset()


PLACES = st.integers(0, len(SPANS) - 1)
KEYS = st.lists(
    st.one_of(
        st.tuples(st.just("tag"), PLACES, st.sampled_from(LABELS)),
        st.tuples(st.just("link"), PLACES, PLACES, st.sampled_from(["speaker", "member of"])),
        st.tuples(st.sampled_from(["undo", "redo"])),
        st.tuples(st.just("outside"), PLACES, st.sampled_from(LABELS)),
    ),
    max_size=14,
)


@given(KEYS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_key_leaves_a_link_that_does_not_fit(keys: list[tuple[object, ...]]) -> None:
    one = session()
    for number, (key, *rest) in enumerate(keys):
        before = one.contents
        try:
            _press(one, str(key), rest, f"o{number}")
        except PostilError:
            assert one.contents == before
        tags = one.index.by_id
        for link in one.links:
            assert SCHEME.fits(link.type, tags[link.source].label, tags[link.target].label), key


def _press(one: Session, key: str, rest: list[object], id: str) -> None:
    """Do what a key does, or what another program did meanwhile, all of it saved."""
    here = [next(iter(one.index.exactly(*SPANS[p])), None) for p in rest if isinstance(p, int)]
    if key == "tag":
        one.annotate(SPANS[rest[0]], str(rest[1]))  # type: ignore[index]
    elif key == "link" and here[0] and here[1]:
        one.link(here[0].id, here[1].id, str(rest[2]))
    elif key == "outside" and here[0]:
        wanted = change(id, removed=(here[0],), added=(replace(here[0], label=str(rest[1])),))
        outside, _ = fit(wanted, one.contents, fits=SCHEME.fits)
        empty = change(f"{id}-own")
        one.waiting[empty.id] = empty
        one.taken(empty.id, empty, outside, ())
    elif key in ("undo", "redo"):
        (one.undo if key == "undo" else one.redo)()
    for waiting in list(one.waiting.values()):
        one.taken(waiting.id, waiting, None, ())
