"""Suggestions of a language model by the HTTP API that llama.cpp, vLLM and Ollama share.

In postil.toml:

    [suggest]
    command = ["python3", "docs/models/llm.py", "http://localhost:11434/v1", "llama3.1"]
"""

import json
import sys
import urllib.request

ASK = """Copy from the article every span that deserves one of these labels:
{labels}
Answer with JSON alone: {{"spans": [{{"text": "the words, letter by letter", "label": "..."}}]}}

{text}"""


def asked(server: str, model: str, article: dict) -> dict:
    """The answer of the model to an article, as JSON."""
    labels = "\n".join(f"- {one['name']}: {one['description']}" for one in article["labels"])
    words = ASK.format(labels=labels, text=article["text"])
    body = {
        "model": model,
        "messages": [{"role": "user", "content": words}],
        "response_format": {"type": "json_object"},
        "temperature": 0,
    }
    request = urllib.request.Request(
        f"{server}/chat/completions",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=110) as answer:
        return json.loads(json.load(answer)["choices"][0]["message"]["content"])


for line in sys.stdin:
    try:
        found = asked(sys.argv[1], sys.argv[2], json.loads(line))
    except (OSError, ValueError, KeyError, IndexError) as error:
        found = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(found), flush=True)
