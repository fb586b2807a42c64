"""From a reading kept as spans, and the document that it was made from, to the JSON that the scorer reads.

usage: python -m tests.readings.expand READING.json DOCUMENT.md > gold.json

The documents are not part of the project: a reading only says where in them each item stands.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import sys
from pathlib import Path
from typing import Any

Span = list[int]
Gold = dict[str, Any]

TEXT_OF = {
    "framework": "title",
    "results": "text",
    "indicators": "text",
    "leads": "text",
    "findings": "text",
    "commitments": "text",
    "neighbourhoods": "name",
    "signatories": "organisation",
    "governance": "body",
    "reference_documents": "text",
    "glossary": "term",
}
SINGLE = ("title", "territory")
INSIDE = ("definition", "linked_to", "party", "role", "person")

_TAG = re.compile(r"<[^<>]*>")
_RAISED = re.compile(r"\^\{([^{}]*)\}")
_FOOTNOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_EMPHASIS = re.compile(r"\*+")
_SPACES = re.compile(r"\s+")


class OtherDocumentError(ValueError):
    """The document is not the one that the reading was made from, so the spans would point anywhere."""


def clean(raw: str) -> str:
    """Take off what the extraction of the PDF added: tags, emphasis, raised letters, footnote marks."""
    text = html.unescape(_TAG.sub(" ", raw))
    text = _FOOTNOTE.sub("", _EMPHASIS.sub("", _RAISED.sub(r"\1", text)))
    return _SPACES.sub(" ", text).strip()


def join(pieces: list[str]) -> str:
    """Put the lines of one printed block together; a word broken by a hyphen gets no space."""
    text = ""
    for piece in pieces:
        text += piece if not text or text.endswith("-") else f" {piece}"
    return text


def words_at(spans: list[Span], lines: list[str]) -> str:
    return join([clean(lines[line - 1][start:end]) for line, start, end in spans])


def expand(reading: dict[str, Any], document: bytes) -> Gold:
    """Give the whole reading as the scorer wants it, with the words of the document."""
    if hashlib.sha256(document).hexdigest() != reading["sha256"]:
        raise OtherDocumentError(f"{reading['source_file']} n’est pas le document qui a été lu.")
    lines = document.decode("utf-8").split("\n")
    gold: Gold = {key: value for key, value in reading.items() if key not in ("items", "sha256")}
    gold |= {name: [] for name in TEXT_OF} | {"recalled": []}
    for item in reading["items"]:
        name = item["list"]
        if name in SINGLE:
            gold[name] = words_at(item["spans"], lines)
        else:
            gold[name].append(_expanded(item, lines))
    for index, node in enumerate(gold["framework"]):
        node["index"] = index
    return gold


def _expanded(item: dict[str, Any], lines: list[str]) -> dict[str, Any]:
    key = TEXT_OF.get(item["list"], "text")
    made: dict[str, Any] = {key: words_at(item["spans"], lines), "source_line": item["spans"][0][0]}
    for name, value in item.items():
        if name in ("list", "spans"):
            continue
        if name == "sub_items":
            made[name] = [words_at(spans, lines) for spans in value]
        elif name in INSIDE:
            made[name] = words_at(value, lines)
        else:
            made[name] = value
    return made


def expand_files(reading: Path, document: Path) -> Gold:
    return expand(json.loads(reading.read_text(encoding="utf-8")), document.read_bytes())


def main(arguments: list[str]) -> None:
    if len(arguments) != 2:
        sys.exit(__doc__)
    json.dump(expand_files(*map(Path, arguments)), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
