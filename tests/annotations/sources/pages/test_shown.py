"""A page edited in place: what is to be seen of it stays as it is, however it is written."""

import re

from hypothesis import given
from hypothesis import strategies as st

from annotations.sources.pages.shown import shown

SEEN = [
    "<p>",
    "</p>",
    "<div class=a>",
    "</div>",
    "<b>",
    "</b>",
    "<li>",
    "<br/>",
    "<td>",
    "\n",
    "&amp;",
]
ODD = [
    "<",
    "</",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<!",
    "<?x",
    "&#",
    "<b a='",
    "\0",
    "<a",
    ">",
]
EDITED = [
    "<q>",
    "</q>",
    "<s>",
    "</del>",
    "<p hidden>",
    "<template>",
    "<a>",
    "</a>",
    "<time>",
    "<pre>",
]
WORDS = ["harbour ", "Fähre ", "\U0001f469\u200d\U0001f4bb "]


@given(st.lists(st.sampled_from(SEEN + WORDS)))
def test_what_has_nothing_to_edit_is_left_alone(pieces: list[str]) -> None:
    page = "".join(pieces)
    assert shown(page) == page


@given(st.lists(st.sampled_from(SEEN + WORDS + ODD + EDITED)))
def test_nothing_is_made_up_and_nothing_stops_it(pieces: list[str]) -> None:
    page = "".join(pieces)
    # Marks and the tag around a listing are all that comes to a page.
    left = iter(page)
    assert all(letter in left for letter in re.sub("[“”‘’]|</?span>", "", shown(page)))


@given(st.lists(st.sampled_from(["<q>", "</q>", "<p>", "</p>", "<b>", "</div>", *WORDS])))
def test_every_quotation_that_begins_ends(pieces: list[str]) -> None:
    page = shown("<div>" + "".join(pieces) + "</div>")
    assert page.count("“") == page.count("”")
    assert page.count("‘") == page.count("’")
