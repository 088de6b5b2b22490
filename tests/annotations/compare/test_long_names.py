"""What is tagged as an actor by a key on all of a text is no name, and costs no more than one."""

from annotations.compare.actors import LONGEST, name


def test_of_a_whole_text_only_the_beginning_is_looked_at() -> None:
    text = "Harbour talks go on in Sedge. " * 40_000
    assert len(" ".join(name(text).words)) <= LONGEST
    assert name(text) is name(f"{text}More.")


def test_names_up_to_there_are_told_by_all_of_their_words() -> None:
    assert name("Mara " * 40 + "Oss").last == "oss"
