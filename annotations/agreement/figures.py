"""All figures of a report as values of JSON, for programs."""

from typing import Any

from msgspec.structs import asdict

from annotations.agreement.measures import Agreement, Score
from annotations.agreement.report import Again, Report


def figures(report: Report) -> dict[str, Any]:
    """All that is known of how far annotators agree."""
    pooled, pairs = report.found.pooled, report.found.pairs
    articles = [
        {"id": id, "first": first, "second": second, "both": both}
        for id, first, second, both in pooled.articles
    ]
    return {
        **of_labels(pooled),
        "events": pooled.events,
        "gamma": report.gamma._asdict() if report.gamma else None,
        "confusion": [{"first": a, "second": b, "spans": n}
                      for (a, b), n in pooled.confusion.items()],
        "articles": articles,
        "pairs": [{"first": a, "second": b, **_part(one)} for (a, b), one in pairs.items()]
        if len(pairs) > 1
        else [],
        "weeks": [{"monday": monday, **_part(one)} for monday, one in report.weeks.items()],
        "codes": {name: asdict(one) for name, one in report.codes.items()},
        "attributes": [{"label": label, "attribute": name, **asdict(one)}
                       for (label, name), one in report.values.items()],
        "links": {
            type: {"first": a, "second": b, "both": both}
            for type, (a, b, both) in report.links.items()
        },
        "again": _fields_again(report.again),
        "pilot": _part(report.pilot) if report.pilot else None,
        **{f"{name}_suggestions": of_labels(one.pooled) for name, one in report.halves.items()},
    }  # fmt: skip


def _fields_again(found: Again) -> dict[str, Any]:
    def part(one: Agreement | None) -> dict[str, Any] | None:
        return _part(one) if one else None

    return {
        "oneself": {name: _part(one) for name, one in found.oneself.items()},
        "first": part(found.first),
        "second": part(found.second),
        "weeks": [
            {"monday": monday, "oneself": part(own), "others": part(others)}
            for monday, (own, others) in found.weeks.items()
        ],
    }


def _part(found: Agreement) -> dict[str, Any]:
    return {"articles": count_of_articles(found), **of_labels(found)}


def of_labels(found: Agreement) -> dict[str, Any]:
    """All figures of all labels together and of each, with their intervals, for programs."""
    scores = {score.label: _of_label(score) for score in (*found.scores, found.whole)}
    return {"whole": scores.pop(""), "labels": scores}


def _of_label(score: Score) -> dict[str, Any]:
    fields = asdict(score)
    del fields["label"]
    for name, value in fields.items():
        if isinstance(value, tuple):
            value, low, high = value
            fields[name] = {"value": value, "low": low, "high": high}
    return fields


def count_of_articles(found: Agreement) -> int:
    """How many articles went into it, each once."""
    return len({id for id, *_ in found.articles})
