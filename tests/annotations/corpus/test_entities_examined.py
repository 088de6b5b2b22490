"""What the doctor finds in the files of entities, and what it puts right."""

from pathlib import Path

from annotations.corpus.curing import Curing
from annotations.corpus.examining import Examination
from annotations.entity import Entity
from annotations.project import Project
from annotations.store.entity_files import encoded

LEE = Entity("lee", "Ann Lee", ("A. Lee",))


def kinds(project: Project) -> list[str]:
    return [one.kind for one in Examination(Project(project.folder)).ailments()]


def test_what_is_wrong_with_entities_is_named_and_a_merge_is_joined(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.entities.put(LEE)
    assert kinds(project) == []
    path = project.entities.path("lee")
    other = encoded(Entity("lee", "Mayor Lee"))
    torn = b"<<<<<<< ours\n" + encoded(LEE) + b"=======\n" + other + b">>>>>>> theirs\n"
    path.write_bytes(torn)
    path.with_name("bad.json").write_bytes(b"{")
    path.with_name("copy.json").write_bytes(encoded(Entity("bo", "Bo")))
    assert sorted(kinds(project)) == ["damaged", "marks", "twice"]
    examination = Examination(Project(tmp_path))
    curing = Curing(examination)
    gone = {one.kind: cured for one, cured in curing.cured(examination.ailments())}
    assert gone == {"damaged": False, "marks": True, "twice": False}
    assert path.read_bytes() == encoded(Entity("lee", "Ann Lee", ("A. Lee", "Mayor Lee")))
    assert curing.kept
    assert (curing.kept / "entities" / "lee.json").read_bytes() == torn
    assert path.with_name("bad.json").read_bytes() == b"{"
