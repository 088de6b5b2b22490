"""What the doctor says of tags on whole passages."""

import json

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from tests.annotations.corpus import test_doctor
from tests.annotations.corpus.test_doctor import Ground

ground = test_doctor.ground


def test_a_passage_keeps_what_stands_around_it_and_is_known_by_that(ground: Ground) -> None:
    text = "".join(f"The weir was mended {n} times. " for n in range(2_000))
    weir = Article("weir", "Weir", text)
    tag = Annotation(new_id(), 31, len(weir.text) - 50, "quote", "ana")
    ground.store.apply(weir, Change(new_id(), new_id(), "ana", now(), added=(tag,)))
    file = ground.files.article("weir")
    kept = json.loads(file.read_text())["annotations"][tag.id]
    assert "text" not in kept
    assert (kept["prefix"][-6:], kept["suffix"]) == (weir.text[25:31], weir.text[-50:][:32])
    assert len(file.read_bytes()) < 2_000
    assert ground.ailments() == []
    file.write_text(file.read_text().replace('"start": 31', '"start": 37'))
    assert {one.kind for one in ground.ailments()} == {"words", "history"}
