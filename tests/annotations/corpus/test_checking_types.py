"""Values of attributes held against their types, whatever the labels are called."""

from annotations.corpus.checking import check
from annotations.scheme import Attribute, Label, Scheme
from tests.annotations.corpus.checked import example, tag


def test_values_are_held_against_their_types_whatever_labels_are_called() -> None:
    types = {
        "iso": Attribute("date"),
        "sure": Attribute("flag"),
        "n": Attribute("number"),
        "certainty": Attribute("choice", ("day", "month")),
        "note": Attribute(),
    }
    when = Label("when", (), "red", "", types, "date")
    scheme = Scheme((when, Label("date", (), "red", role="")))
    good = {"iso": "2031-03-04", "sure": True, "n": 2.5, "certainty": "day", "note": 3, "x": [1]}
    for label, attrs, kinds in [
        ("when", good, []),
        ("when", dict.fromkeys(good, ""), []),
        ("when", {"iso": "soon"}, ["date"]),
        ("when", {"iso": "2031-03-05"}, ["date"]),
        ("when", {"sure": "perhaps", "n": "ten", "certainty": "year"}, ["attribute"] * 3),
        ("when", {"value": "2031-03-05"}, []),
        ("date", {"value": "soon", "iso": "soon"}, []),
        ("of no scheme", {"value": "soon"}, []),
    ]:
        tagged = tag("4 March 2031", label, **attrs)
        assert [f.kind for f in check([example(tagged)], scheme)] == kinds, attrs
