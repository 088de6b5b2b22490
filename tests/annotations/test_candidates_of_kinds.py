"""What is asked where labels are of one kind, and where tags are long."""

from collections.abc import Iterable

from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.candidates import Candidates
from annotations.suggestion import Suggestion
from tests.annotations.test_candidates import TEXT, WHOLE, asked, proposal, tag

KINDS = {"person": "role actor", "state": "role actor"}


def kinds_offered(*proposals: Suggestion, records: Iterable[Annotation] = ()) -> Candidates:
    candidates = Candidates(TEXT, records, (), KINDS)
    for one in proposals:
        candidates.offer(one.source, WHOLE, [one])
    return candidates


def test_of_labels_of_one_kind_the_longest_is_asked_and_of_the_same_words_the_surest() -> None:
    long, short = proposal("Ann Lee", "person", "x"), proposal("Lee", "state", "y")
    assert asked(kinds_offered(long, short)) == [("Ann Lee", "person")]
    sure = replace(proposal("Ann Lee", "state", "y"), score=1.0)
    assert asked(kinds_offered(replace(long, score=0.5), sure)) == [("Ann Lee", "state")]
    other = proposal("Ann Lee", "ship", "z")
    assert len(asked(kinds_offered(long, other))) == 2


def test_a_tag_of_a_kind_speaks_against_what_is_computed_and_not_what_was_imported() -> None:
    tagged = tag("Ann Lee", "state")
    assert asked(kinds_offered(proposal("Lee", "person", "x"), records=[tagged])) == []
    stored = tag("Lee", "person", verdict="suggested", origin="model:x")
    assert asked(Candidates(TEXT, [tagged, stored], (), KINDS)) == [("Lee", "person")]


def test_a_tag_of_many_pages_speaks_against_none_within_it() -> None:
    text = "Minister Oran spoke. " * 4_000
    candidates = Candidates(text)
    oran = Suggestion(9, 13, "actor", "rule:name")
    candidates.offer("rule:name", (0, 100), (oran,))
    short, long = (Annotation(str(end), 0, end, "actor", "ana") for end in (20, len(text)))
    for one, left in ((long, 1), (short, 0)):
        candidates.take(Change("c", "c", "ana", "t", added=(one,)))
        assert len(list(candidates)) == left
        candidates.take(Change("d", "d", "ana", "t", removed=(one,)))
        assert len(list(candidates)) == 1
