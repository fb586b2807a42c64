"""The rules of the house that no linter knows. Each message says what to do."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "reciproque"
SOURCES = [p for p in HOUSE.rglob("*.py") if not {"migrations", "tests"} & set(p.parts)]
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FLOOR_OF = {
    app: number
    for number, floor in enumerate(CONTRACTS[0]["layers"])
    for app in floor.replace("(", "").replace(")", "").split(" | ")
}
MODELS = [model for model in apps.get_models() if model.__module__.startswith("reciproque.")]
ROOMS = {room.strip("()") for layer in CONTRACTS[1]["layers"] for room in layer.split(" | ")} | {
    room.strip("() ") for layer in CONTRACTS[1]["layers"] for room in layer.split("|")
}

NOT_ROOMS = {
    "demo": {"chapters": "the story, told in order: neither rules nor pages"},
    "core": "knows no city and bears no room's name: read its docstrings",
    "config": "settings, addresses, console command",
    "office": {
        "apart": "work in a process of its own, so that no file takes a worker down",
        "document": "the neutral structure of a document",
        "reading": "file formats into that structure",
        "opening": "the one door by which documents come in",
        "sniffing": "what a file is, by what it holds",
        "bounds": "what reading may cost, and how a file is refused",
        "packages": "zip packages, opened without trusting them",
        "encoding": "from bytes to text",
        "keeping": "a document as JSON",
        "paths": "where stored files lie, and how they leave",
        "calendars": "invitations that a calendar takes over",
        "numbers": "numbers as French spreadsheets write them",
        "sheets": "tables as spreadsheets",
        "grids": "the rows of a spreadsheet that comes in",
        "charts": "charts of papers and slides, as data and as drawings",
        "slides": "decks as PPTX, in the look of the house or of a team",
        "papers": "reports as Word documents, OpenDocument texts, PDF and Markdown",
        "opendocument": "the packages of OpenDocument files",
    },
    "territories": {"geometry": "perimeters and their drawing, without a model"},
    "intake": {"reading": "from a document to what it says: pure rules, without a database"},
}
ENGINE_WORDS = re.compile(
    r"select_for_update|__icontains|__iexact|__istartswith|connection\.vendor|\.cursor\(|nulls_distinct"
)
WRITES = re.compile(
    r"\.(?:save|create|bulk_create|bulk_update|get_or_create|update_or_create|delete)\(|objects\.[\w.()]*\.update\("
)


def pages(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern.callback
        else:
            yield from pages(pattern.url_patterns, f"{prefix}{pattern.pattern}")


PAGES = list(pages(get_resolver().url_patterns))


@cache
def text_of(path: Path) -> str:
    """The text of a file, read once for the many questions that are asked of it."""
    return path.read_text()


def our_fields(model):
    inherited = {
        f.name for base in model.__mro__[1:] if hasattr(base, "_meta") for f in base._meta.get_fields()
    }
    return [
        f
        for f in (*model._meta.fields, *model._meta.many_to_many)
        if f.name not in inherited | {"id", "password"}
    ]


def of(root):
    return lambda path: str(path.relative_to(root))


@pytest.mark.parametrize(("url", "view"), PAGES, ids=[url for url, _view in PAGES])
def test_every_page_says_who_may_come(url, view):
    assert getattr(view, "guard", None), (
        f"{view.__module__}.{view.__name__} has no guard: @public or @allowed(test)"
    )


@pytest.mark.parametrize("path", SOURCES, ids=of(HOUSE))
def test_every_module_is_a_room(path):
    parts = path.relative_to(HOUSE).parts
    if len(parts) < 2 or parts[0] in {"core", "config"}:
        return
    room = parts[1].removesuffix(".py")
    if room == "__init__":
        return
    known = NOT_ROOMS.get(parts[0], {})

    assert room in ROOMS or room in known, (
        f"{path}: no room is called {room}; name it in NOT_ROOMS with its reason"
    )


@pytest.mark.parametrize("path", SOURCES, ids=of(HOUSE))
def test_words_of_one_engine_stand_in_the_engine_only(path):
    text = path.read_text()
    if path.parent == HOUSE / "core" / "engine":
        return

    assert ENGINE_WORDS.findall(text) == [], "ask core.engine, or a folded column"
    assert "core.engine." not in text, "the engine is asked as a whole: from reciproque.core.engine import …"


@pytest.mark.parametrize("path", SOURCES, ids=of(HOUSE))
def test_only_acts_write(path):
    parts = path.relative_to(HOUSE).parts
    if len(parts) < 2 or parts[0] in {"core", "config", "demo"}:
        return
    if {"actions", "imports", "jobs", "management"} & {part.removesuffix(".py") for part in parts[1:]}:
        return
    if parts[0] in NOT_ROOMS and parts[1].removesuffix(".py") in (NOT_ROOMS[parts[0]] or {}):
        return
    code = re.sub(r'""".*?"""|#.*', "", path.read_text(), flags=re.S)

    assert WRITES.findall(code) == [], "only actions, imports, jobs and commands write"


@pytest.mark.parametrize("path", TEMPLATES, ids=of(HOUSE))
def test_every_template_is_used(path):
    name = str(path).split("/templates/")[1]
    if name == "403_csrf.html":
        return  # Django looks for it by this name
    users = [p for p in [*SOURCES, *TEMPLATES] if f'"{name}"' in text_of(p)]

    assert users, f"nobody renders, includes or extends {name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=of(HOUSE))
def test_templates_link_and_include_downwards_only(path):
    own = path.relative_to(HOUSE).parts[0]
    named = set(re.findall(r'{% (?:url|include|extends) "(\w+)[:/]', path.read_text()))
    if own == "core":
        # The frame may ask for doors above, and lives without them: {% url "…" as … %}.
        named -= set(re.findall(r'{% url "(\w+):[\w:]+"[^%]* as \w+ %}', path.read_text()))

    assert [app for app in sorted(named - {own}) if FLOOR_OF[app] <= FLOOR_OF[own]] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=of(HOUSE))
def test_templates_hold_no_inline_script_style_or_handler(path):
    text = path.read_text()

    assert (
        re.findall(
            r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son(?:click|change|submit|input|load)=", text
        )
        == []
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_keys_point_downwards_only(model):
    own = model._meta.app_label
    upward = [
        field.name
        for field in our_fields(model)
        if field.related_model
        and field.related_model._meta.app_label != own
        and field.related_model._meta.app_label in FLOOR_OF
        and FLOOR_OF[field.related_model._meta.app_label] <= FLOOR_OF[own]
    ]

    assert upward == [], "keep a label and a key instead"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_names_are_written_as_in_a_sentence(model):
    names = [model._meta.verbose_name, *(field.verbose_name for field in our_fields(model))]

    assert [str(n) for n in names if n[0].isupper() and not n.split()[0].isupper() and n != "État"] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_glossary_knows_every_model(model):
    glossary = (ROOT / "docs" / "glossary.md").read_text()

    assert f"| {model.__name__} | {model._meta.verbose_name} |" in glossary


@pytest.mark.parametrize("path", SOURCES, ids=of(HOUSE))
def test_nothing_speaks_of_the_workshop(path):
    text = path.read_text()

    assert re.findall(r"/work/|/root/|shared/design|pypi\.org|registry\.npmjs", text) == []


def test_there_is_no_module_for_everything():
    named = [
        p for p in SOURCES if p.stem in {"utils", "helpers", "misc", "common", "services", "signals", "admin"}
    ]

    assert named == []
