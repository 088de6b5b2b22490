"""Two in clones, six in a folder and in a database: nothing is lost, nobody looks aside."""

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.teams import measured

TEXT = "{} talks\n\nOrla Venn met the guild on Monday. “We wait,” said Ada Quill.\n"


def rows(corpus: list[dict[str, str]], *left_out: str) -> str:
    """What somebody sees in the articles: all names but some, and the quote with its speaker."""
    lines = []
    for article in corpus:
        text = article["text"]
        for words, label in [("Orla Venn", "actor"), ("Ada Quill", "actor"), ("Monday", "date")]:
            start = text.index(words)
            if words not in left_out:
                lines.append([article["id"], start, start + len(words), label])
        start, speaker = text.index("“"), text.index("Ada")
        quote = {"article": article["id"], "start": start, "end": start + 10, "label": "quote"}
        said = [] if "Ada Quill" in left_out else [[speaker, speaker + 9]]
        lines.append({**quote, "spans": said})
    names = ("article", "start", "end", "label")
    whole = (dict(zip(names, one, strict=True)) if isinstance(one, list) else one for one in lines)
    return "".join(json.dumps(one) + "\n" for one in whole)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_both_teams_come_to_a_result_with_all_that_anybody_saw(tmp_path: Path) -> None:
    corpus = [
        {"id": f"a{n}", "title": f"Talks {n}", "text": TEXT.format(n), "group": f"event-{n // 2}"}
        for n in range(6)
    ]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(one) + "\n" for one in corpus))
    files = [tmp_path / "one.jsonl", tmp_path / "other.jsonl"]
    files[0].write_text(rows(corpus, "Monday"))
    files[1].write_text(rows(corpus, "Orla Venn"))
    found = measured(articles, files)
    two, six = found["two"], found["six"]
    assert (two["conflicts"], two["readings"], two["articles"]) == (0, 12, 6)
    assert two["result"] == {"articles": 6, "tags": 24, "agreed": 12}
    assert two["differences"] == 12
    assert two["of_others_opened"] == six["of_others_opened"] == 0
    # A folder is opened once and held: whose layer is read is seen by its name.
    assert two["of_own_opened"] >= 2
    assert two["agreement"]["all"][0] == pytest.approx(2 * 12 / 36)
    assert six["articles"] == 6
    if "server" in found:  # PostgreSQL is installed
        alike = ("readings", "articles", "keys_per_span_with", "agreement", "result", "differences")
        assert {key: found["server"][key] for key in alike} == {key: six[key] for key in alike}
        assert found["server"]["of_others_opened"] == 0
    assert six["readings"] > 6
    assert two["keys_per_span_without"] > two["keys_per_span_with"]
