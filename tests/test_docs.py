"""The documentation says what the house does: commands, variables, links, words, versions."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
EXPLOITATION = (DOCS / "exploitation.md").read_text()
GUIDE = DOCS / "guide.md"
FIRST_STEPS = DOCS / "de-word-au-contrat.md"
SETTINGS = ROOT / "reciproque" / "config" / "settings"
VARIABLE = re.compile(r"\bRECIPROQUE_[A-Z_]+\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE_PATH = re.compile(r"`((?:[a-z_]+/)+\w+\.py)`")

OUR_COMMANDS = {
    name.replace("_", "-"): app for name, app in get_commands().items() if str(app).startswith("reciproque.")
}
MODELS = [model for model in apps.get_models() if model.__module__.startswith("reciproque.")]


def read_by(*places):
    """The variables that these sources read from the environment."""
    files = [place for place in places if place.is_file()]
    files += [p for place in places for p in place.rglob("*.py") if "tests" not in p.parts]
    return set().union(*(VARIABLE.findall(p.read_text()) for p in files))


def of(path):
    return str(path.relative_to(ROOT))


def outside_of_code(text):
    return re.sub(r"```.*?```", "", text, flags=re.S)


def anchors(text):
    """The names by which the headings of a page can be reached."""
    headings = re.findall(r"^#+ +(.+)$", outside_of_code(text), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("command", sorted(OUR_COMMANDS))
def test_every_command_is_told_to_operators(command):
    assert f"`{command}`" in EXPLOITATION, "add it to the table of commands in docs/exploitation.md"


@pytest.mark.parametrize("command", sorted(OUR_COMMANDS))
def test_every_command_says_in_french_what_it_does(command):
    said = load_command_class(OUR_COMMANDS[command], command.replace("-", "_")).help

    assert said.strip()
    assert said.splitlines()[0].endswith("."), "a whole sentence"


def test_operators_are_told_no_command_that_does_not_exist():
    told = re.findall(
        r"\.venv/bin/reciproque ([a-z][a-z-]*)", EXPLOITATION + (ROOT / "README.md").read_text()
    )

    assert told
    assert {one for one in told if one.replace("-", "_") not in get_commands()} == set()


def test_every_option_that_operators_are_told_exists():
    lines = re.findall(r"\.venv/bin/reciproque ([a-z][a-z-]*)([^\n`]*)", EXPLOITATION)
    told = [
        (command, option)
        for command, rest in lines
        if command in OUR_COMMANDS
        for option in re.findall(r"--[a-z-]+", rest)
    ]
    unknown = []
    for command, option in told:
        name = command.replace("-", "_")
        parser = load_command_class(OUR_COMMANDS[command], name).create_parser("reciproque", name)
        if option not in parser.format_help():
            unknown.append((command, option))

    assert told
    assert unknown == []


def test_every_variable_of_production_is_in_the_table():
    rows = set(re.findall(r"^\| `(RECIPROQUE_[A-Z_]+)`", EXPLOITATION, flags=re.M))

    assert read_by(SETTINGS / "prod.py") == rows


def test_variables_are_read_where_they_are_told_and_told_where_they_are_read():
    assert set(VARIABLE.findall(EXPLOITATION)) == read_by(
        ROOT / "reciproque", ROOT / "tests" / "throwaway.py"
    )


def test_the_variables_without_which_nothing_starts_are_said_so():
    needed = set(re.findall(r'_needed\("(\w+)"\)', (SETTINGS / "prod.py").read_text()))
    said = set(re.findall(r"^\| `(\w+)` \| refus de démarrer", EXPLOITATION, flags=re.M))

    assert needed == said


@pytest.mark.parametrize("path", PAGES, ids=of)
def test_every_link_leads_somewhere(path):
    broken = []
    for target in LINK.findall(outside_of_code(path.read_text())):
        if re.match(r"https?:|mailto:", target):
            continue
        name, _sharp, anchor = target.partition("#")
        there = (path.parent / name) if name else path
        if not there.exists() or (anchor and anchor not in anchors(there.read_text())):
            broken.append(target)

    assert broken == []


def test_every_picture_is_shown_in_a_page_and_told_in_words():
    pictures = {p.name for p in (DOCS / "images").glob("*")}
    told = GUIDE.read_text() + FIRST_STEPS.read_text()
    shown = {name: words for words, name in re.findall(r"!\[([^\]]*)\]\(images/([^)]+)\)", told)}

    assert pictures == set(shown)
    assert [name for name, words in shown.items() if len(words) < 10] == []


def test_pictures_stay_light():
    sizes = {p.name: p.stat().st_size for p in (DOCS / "images").glob("*")}

    assert sum(sizes.values()) < 3_000_000, sizes


@pytest.mark.parametrize("path", sorted((DOCS / "images").glob("*")), ids=of)
def test_pictures_fit_a_page(path):
    data = path.read_bytes()
    width = int.from_bytes(data[16:20], "big")

    assert data.startswith(b"\x89PNG")
    assert 300 < width <= 1280


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_glossary_explains_every_model(model):
    glossary = (DOCS / "glossary.md").read_text()

    assert f"| {model.__name__} | {model._meta.verbose_name} |" in glossary, (
        "add its line to docs/glossary.md"
    )


def test_the_glossary_knows_no_model_that_is_gone():
    models = (DOCS / "glossary.md").read_text().split("## Models")[1].split("\n## ")[0]
    lines = re.findall(r"^\| (\w+) \| ([^|]+) \|", models, flags=re.M)
    told = {(name, word) for name, word in lines if name != "identifier"}

    assert told == {(model.__name__, str(model._meta.verbose_name)) for model in MODELS}


def test_the_changelog_begins_with_the_version_of_the_house():
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.M)

    assert first[1] == (ROOT / "reciproque" / "VERSION").read_text().strip()


@pytest.mark.parametrize("path", PAGES, ids=of)
def test_no_page_speaks_of_the_workshop(path):
    text = path.read_text()

    assert re.findall(r"/work\b|/root\b|/tmp\b|shared/|pypi\.org|registry\.npmjs|172\.|10\.0\.", text) == []


@pytest.mark.parametrize(
    "path", [DOCS / "law.md", DOCS / "house.md", *(DOCS / "how-to").glob("*.md")], ids=of
)
def test_files_of_the_code_that_are_named_whole_exist(path):
    named = CODE_PATH.findall(path.read_text())
    tops = {p.name for p in (ROOT / "reciproque").iterdir() if p.is_dir()}
    whole = [name for name in named if name.split("/")[0] in tops]

    assert [name for name in whole if not (ROOT / "reciproque" / name).exists()] == []


def test_the_rules_of_law_name_what_exists():
    law = (DOCS / "law.md").read_text()
    told = re.findall(r"`(\w+/[\w/]+\.py)`: ((?:`[\w.]+`(?:, )?)+)", law)
    missing = [
        (path, name)
        for path, names in told
        for name in re.findall(r"`([\w.]+)`", names)
        if not re.search(rf"\b{name.split('.')[-1]}\b", (ROOT / "reciproque" / path).read_text())
    ]

    assert len(told) > 10
    assert missing == []
