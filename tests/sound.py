"""Small sound files of many kinds, as bytes: what the fuzzing begins with.

Seeds that are kept as cases stand for these bytes; with others they would mean nothing.
"""

import json

from benchmarks.made_files import WORD

WORDS = "Talks resume\n\nOran said on 4 May 2031: \u201cWe will.\u201d The Gazette asked.\n"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks</title>
<meta property="article:published_time" content="2031-05-04T10:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Talks",
"author": {{"name": "Ada"}}, "datePublished": "2031-05-04"}}</script></head>
<body><article><h1>Talks</h1><p>{WORDS}</p><table><tr><td>One<td>Two</table>
<blockquote>We will.</blockquote><ul><li>a<li>b</ul></article></body></html>"""
MAIL = f"""From: <Saved>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="XX"\r\n\r\n--XX\r
Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r
--XX--\r\n"""
MARKDOWN = f"---\ntitle: Talks\ndate: 2031-05-04\ntags: [a, b]\n---\n# Talks\n\n{WORDS}\n> a\n"
SPANS = [{"start": 14, "end": 18, "label": "actor", "annotator": "ana", "id": "1"}]
ROW = {"id": "a", "title": "Talks", "text": WORDS, "spans": SPANS, "published": "2031-05-04"}
CSV = f'id,title,text,published\na,Talks,"{WORDS}",2031-05-04\nb,More,"{WORDS}",\n'.encode()


COLUMNS = b"file,title,group\na.txt,Talks,g\n"


def lines(*rows: object) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


LINES = lines(ROW, {**ROW, "id": "b"})
TOKEN = {"text": "Oran", "start": 14, "end": 18, "id": 2}
ORAN = {"start": 14, "end": 18, "label": "actor", "token_start": 2, "token_end": 2}
PRODIGY = {
    "text": WORDS, "_input_hash": 7, "answer": "accept", "tokens": [TOKEN], "spans": [ORAN],
    "relations": [{"head_span": ORAN, "child_span": ORAN, "label": "said"}],
}  # fmt: skip
DOCCANO = {
    "id": 1, "text": WORDS, "label": [[14, 18, "actor"]], "Comments": [],
    "entities": [{"id": 4, "label": "actor", "start_offset": 14, "end_offset": 18}],
    "relations": [{"id": 1, "from_id": 4, "to_id": 4, "type": "said"}],
}  # fmt: skip
TOKENS = {"id": "a", "tokens": WORDS.split(), "ner_tags": ["O", "B-x", "I-x", *["O"] * 10]}
LABEL_STUDIO = lines({"id": 1, "data": {"text": WORDS}, "annotations": [{"result": []}]})
DOCX = {
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": f"""<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Talks</w:t></w:r>
</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>
</w:document>""",
}
PDF = b"""%PDF-1.4
1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj
2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj
3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources
<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj
4 0 obj\n<< /Length 66 >>\nstream
BT /F1 10 Tf 20 200 Td (Talks resume, and the harbour opens.) Tj ET
endstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"""
PACE = b'{"at":"2031","label":"actor","source":"","keys":1.5,"seconds":2.0,"met":0}\n'
PLACES = b'{"places":{"a":{"start":1,"end":2,"top":0}},"active":"a","panes":2,"rows":["a"]}'
SETTINGS = b"""annotator = "ana"\ntheme = "nord"\n[keys]\nundo = ["u"]\n[[labels]]\nname = "actor"
key = "a"\nattributes = {role = ["x", "y"]}\n[suggest]\nalways = "rule:name"
[columns]\ntext = ["body"]
"""
SPLIT = b'{"id":"a","part":"train"}\n'
SHARES = b'{"group":"a","annotators":["ana","ben"]}\n{"group":"a","also":"cleo"}\n'
TRUST = b'{"/p":{"x":true}}'
