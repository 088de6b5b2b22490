"""A changed article: what moves, what waits, and the way back by one undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents, Link
from annotations.article import Article, digest_of
from annotations.clock import new_id, now
from annotations.errors import Refused
from annotations.fitting import fit
from annotations.project import Project
from annotations.session import Session
from annotations.versions.renewing import renewal

OLD = (
    "Talks on the harbour resumed on Tuesday after a strike of nine days.\n\n"
    "“We will open by Friday,” said Minister Oran, who had flown in from Lowmark.\n"
)
NEW = "Corrected.\n\n" + OLD.replace("nine days", "ten days").replace("Minister Oran", "Lena Holt")


def tag(text: str, words: str, **fields: object) -> Annotation:
    start = text.index(words)
    made = Annotation(new_id(), start, start + len(words), "actor", "ana")
    return replace(made, **fields)  # type: ignore[arg-type]


def change(*added: Annotation, **fields: object) -> Change:
    id = new_id()
    return replace(Change(id, id, "ana", now(), added=added), **fields)  # type: ignore[arg-type]


class Tagged:
    """A project with one tagged article of the old text."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder, "ana")
        self.store = self.project.store
        self.article = Article("1", "Talks", OLD)
        self.lowmark = tag(OLD, "Lowmark")
        self.days = tag(OLD, "nine days", label="date")
        self.oran = tag(OLD, "Minister Oran")
        self.hint = tag(OLD, "Friday", origin="rule:date", verdict="rejected")
        self.link = Link("by", self.lowmark.id, self.oran.id)
        tags = (self.lowmark, self.days, self.oran, self.hint)
        self.store.apply(self.article, change(*tags, linked=(self.link,)))

    def renew(self, text: str = NEW) -> Change:
        own = self.store.article("1")
        assert own is not None
        made = renewal(own, self.store.load("1"), text, self.store.text, change())
        return self.store.apply(replace(own, text=text, imprint="x" * 64), made).change

    def session(self) -> Session:
        article = self.store.article("1")
        assert article is not None

        def save(article: Article, change: Change) -> None:
            self.store.apply(article, change)

        return Session(
            article, self.store.load("1"), "ana", save, new_id, now,
            lambda: self.store.history("1"), "", self.store.text,
        )  # fmt: skip


@pytest.fixture
def tagged(tmp_path: Path) -> Tagged:
    return Tagged(tmp_path)


def words_of(text: str, annotation: Annotation) -> str:
    return text[annotation.start : annotation.end]


def test_unchanged_words_move_and_the_others_wait_where_they_were(tagged: Tagged) -> None:
    tagged.renew()
    article = tagged.store.article("1")
    assert article is not None
    assert (article.text, article.imprint) == (NEW, "x" * 64)
    tags = tagged.store.load("1").annotations
    assert words_of(NEW, tags[tagged.lowmark.id]) == "Lowmark"
    assert words_of(NEW, tags[tagged.hint.id]) == "Friday"
    for waiting in (tagged.days, tagged.oran):
        assert tags[waiting.id] == replace(waiting, text_digest=digest_of(OLD))
        assert not tags[waiting.id].stands
    assert tagged.store.text(digest_of(OLD)) == OLD


def test_what_waits_is_told_with_its_old_place_and_a_proposal(tagged: Tagged) -> None:
    tagged.renew()
    first, second = tagged.project.doubts("1")
    assert (first.tag.id, first.text, words_of(OLD, first.tag)) == (
        tagged.days.id,
        OLD,
        "nine days",
    )
    assert first.new is not None
    assert NEW[slice(*first.new)] == "ten days"
    assert (second.tag.id, second.new) == (tagged.oran.id, None)


def test_a_dataset_has_no_tags_of_an_earlier_text(tagged: Tagged) -> None:
    tagged.renew()
    (example,) = tagged.project.examples()
    assert not isinstance(example, Exception)
    assert [a.id for a in example.annotations] == [tagged.lowmark.id]  # type: ignore[union-attr]
    assert [a.id for a in example.doubtful] == [  # type: ignore[union-attr]
        tagged.days.id,
        tagged.oran.id,
    ]
    assert example.links == ()  # type: ignore[union-attr]


def test_one_undo_brings_back_the_old_text_and_one_redo_the_new(tagged: Tagged) -> None:
    before = tagged.store.load("1")
    tagged.renew()
    after = tagged.store.load("1")
    session = tagged.session()
    undone, conflicts = session.undo()
    assert conflicts == ()
    assert undone.text == (digest_of(NEW), digest_of(OLD))
    assert session.article.text == OLD
    assert {a.id for a in session.index} == {tagged.lowmark.id, tagged.days.id, tagged.oran.id}
    assert tagged.store.load("1") == before
    assert tagged.store.article("1") == replace(tagged.article, imprint=None)
    session = tagged.session()
    session.redo()
    assert session.article.text == NEW
    assert tagged.store.load("1") == after
    again = tagged.store.article("1")
    assert again is not None
    assert again.imprint == "x" * 64


def test_decisions_are_changes_like_others(tagged: Tagged) -> None:
    tagged.renew()
    session = tagged.session()
    first, second = tagged.project.doubts("1")
    session.decide(first.tag.id, first.new)
    session.decide(second.tag.id, None)
    tags = tagged.store.load("1").annotations
    assert words_of(NEW, tags[tagged.days.id]) == "ten days"
    assert tags[tagged.days.id].text_digest == ""
    assert tagged.oran.id not in tags
    assert tagged.project.doubts("1") == []
    session.undo()
    session.undo()
    assert len(tagged.project.doubts("1")) == 2


def test_a_text_that_comes_back_brings_its_tags_with_it(tagged: Tagged) -> None:
    before = tagged.store.load("1")
    tagged.renew()
    tagged.renew(OLD)
    tags = tagged.store.load("1").annotations
    places = {id: (a.start, a.end, a.text_digest) for id, a in tags.items()}
    assert places == {id: (a.start, a.end, "") for id, a in before.annotations.items()}


def test_tags_made_elsewhere_meanwhile_are_never_moved_unseen(tagged: Tagged) -> None:
    own = tagged.store.article("1")
    assert own is not None
    made = renewal(own, tagged.store.load("1"), NEW, tagged.store.text, change())
    late = tag(OLD, "harbour", annotator="ben")
    Project(tagged.project.folder).store.apply(own, change(late))
    saved = tagged.store.apply(replace(own, text=NEW), made)
    assert replace(late, text_digest=digest_of(OLD)) in saved.change.added
    assert tagged.store.load("1").annotations[late.id].text_digest == digest_of(OLD)


def test_an_undo_keeps_what_others_tagged_on_the_new_text(tagged: Tagged) -> None:
    tagged.renew()
    article = tagged.store.article("1")
    assert article is not None
    late = tag(NEW, "Corrected", annotator="ben")
    tagged.store.apply(article, change(late, annotator="ben"))
    tagged.session().undo()
    assert tagged.store.load("1").annotations[late.id].text_digest == digest_of(NEW)
    tagged.session().redo()
    assert tagged.store.load("1").annotations[late.id] == late


def test_a_tag_on_a_text_that_was_replaced_is_refused(tagged: Tagged) -> None:
    session = tagged.session()
    tagged.renew()
    with pytest.raises(Refused, match="was given a different text in the meantime"):
        session.annotate((0, 5), "actor")
    assert len(tagged.store.load("1").annotations) == 4


def test_applying_a_renewal_twice_is_harmless(tagged: Tagged) -> None:
    own = tagged.store.article("1")
    assert own is not None
    made = renewal(own, tagged.store.load("1"), NEW, tagged.store.text, change())
    new = replace(own, text=NEW)
    first = tagged.store.apply(new, made)
    later = tag(NEW, "Corrected")
    tagged.store.apply(new, change(later))
    assert tagged.store.apply(new, made).change == first.change
    assert tagged.store.load("1").annotations[later.id] == later
    assert len([c for c in tagged.store.history("1") if c.text]) == 1


def test_what_a_change_of_text_does_not_place_is_kept_for_the_old_one() -> None:
    tags = {a.id: a for a in (tag(OLD, "Lowmark"), tag(OLD, "Friday"))}
    first, second = tags.values()
    moved = replace(first, start=first.start + 1)
    made = change(moved, removed=(first,), text=("old", "new"))
    fitted, _ = fit(made, Contents(tags), "old")
    assert fitted.added == (moved, replace(second, text_digest="old"))
    assert fitted.inverse().inverse() == fitted
    untouched, _ = fit(made, Contents(tags), "new")
    assert untouched.added == (moved,)


@pytest.mark.parametrize("make", [lambda text: text, lambda text: text.replace("harbour", "port")])
def test_an_untagged_article_just_has_another_text(
    tmp_path: Path, make: Callable[[str], str]
) -> None:
    project = Project(tmp_path, "ana")
    article = Article("1", "T", OLD)
    project.store.add([article])
    text = make(OLD)
    made = renewal(article, project.store.load("1"), text, project.store.text, change())
    project.store.apply(replace(article, text=text), made)
    own = project.store.article("1")
    assert own is not None
    assert own.text == text
