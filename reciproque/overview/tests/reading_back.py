"""How near what is read of an exported file is to what was exported."""

from collections import Counter

from reciproque.core.text import fold
from reciproque.intake.reading.exchange import read_exchange
from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document

WORDS = {
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
UNDER = ("framework", "results", "indicators", "leads", "findings")
FACTS = {
    "framework": ("code", "label"),
    "neighbourhoods": ("type", "population"),
    "governance": ("meetings_per_year",),
    "signatories": ("person", "role"),
    "commitments": ("party",),
}


def read_back(data, form):
    if form == "json":
        _document, reading = read_exchange(data.decode(), name="contrat.json")
        return reading.as_json()
    return read_document(open_document(data, name=f"contrat.{form}")).as_json()


def squashed(value):
    """Words and signs, whatever their spaces and capitals: no format keeps those exactly."""
    return "".join(fold(str(value if value is not None else "")).split())


def _told(reading, name, item):
    told = [squashed(item[WORDS[name]]), *(squashed(item[fact]) for fact in FACTS.get(name, ()))]
    if name in UNDER:
        parent = item.get("parent")
        told.append("" if parent is None else squashed(reading["framework"][parent]["title"]))
    return tuple(told)


def likeness(gold, reading, name):
    """F1 of a list: words, facts and parents all alike; with what is missing and what is too much."""
    one = Counter(_told(gold, name, item) for item in gold[name])
    other = Counter(_told(reading, name, item) for item in reading[name])
    total = one.total() + other.total()
    return (2 * (one & other).total() / total if total else 1.0), one - other, other - one


def shape(reading):
    """The framework exactly: words, code, label and place of the parent, in order."""
    return [
        (squashed(item["title"]), squashed(item["code"]), squashed(item["label"]), item["parent"])
        for item in reading["framework"]
    ]
