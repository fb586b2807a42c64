"""How a table looks: order, chips, columns, pages, files."""

import pytest
from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import QueryDict

from reciproque.core import registers, tables
from reciproque.core.tests.rendered import page, text

GROUPS = tables.Table(
    "objectifs",
    ("objectif", "objectifs"),
    [
        tables.Column(
            "Intitulé", lambda group: group.name, sort="name", link=lambda group: f"/o/{group.pk}/"
        ),
        tables.Column("Lettres", lambda group: len(group.name), "number"),
        tables.Column("État", lambda group: "en retard", badge=lambda group: "late"),
    ],
    filters=[
        tables.Filter(
            "debut",
            "Début",
            [
                tables.Choice("a", "en A", Q(name__startswith="A")),
                tables.Choice("z", "en Z", Q(name__startswith="Z")),
            ],
        )
    ],
    search="name",
    per_page=2,
    empty="Écrivez le premier objectif.",
)


@pytest.fixture
def groups():
    return [Group.objects.create(name=name) for name in ("Apprendre", "Aimer", "Habiter")]


@pytest.fixture
def _writer(monkeypatch):
    register = registers.Register()
    register.hang(registers.Writer("csv", "Tableur (CSV)", "text/csv", "csv", lambda *parts: b""))
    monkeypatch.setattr(registers, "writers", register)


def table_of(address=""):
    query = QueryDict(address)
    shown = tables.show(GROUPS, Group.objects.all(), query)
    return page("core/_table.html", {"shown": shown}, query=query)


@pytest.mark.usefixtures("groups")
def test_the_caption_counts_what_is_chosen():
    assert text(table_of().caption) == "3 objectifs"
    assert text(table_of("recherche=abit").caption) == "1 objectif pour « abit »"


@pytest.mark.usefixtures("groups")
def test_a_heading_sorts_then_turns_the_order():
    plain, rising, falling = table_of(), table_of("tri=intitule"), table_of("tri=-intitule")

    assert plain.select("[aria-sort]") == []
    assert rising.find(attrs={"aria-sort": "ascending"}).a["href"] == "?tri=-intitule"
    assert falling.find(attrs={"aria-sort": "descending"}).a["href"] == "?tri=intitule"
    assert [text(row.th) for row in falling.tbody.select("tr")] == ["Habiter", "Apprendre"]


@pytest.mark.usefixtures("groups")
def test_what_cannot_be_sorted_has_no_link():
    headings = table_of().thead.select("th")

    assert [bool(heading.a) for heading in headings] == [True, False, False]


@pytest.mark.usefixtures("groups")
def test_chips_count_and_the_chosen_one_lets_go():
    shown = table_of("debut=a&tri=intitule")

    chips = {text(chip): chip for chip in shown.select(".chip")}
    assert list(chips) == ["en A 2", "en Z 0"]
    assert chips["en A 2"]["aria-current"] == "true"
    assert chips["en A 2"]["href"] == "?tri=intitule"
    assert chips["en Z 0"]["href"] == "?tri=intitule&debut=z"
    assert not chips["en Z 0"].has_attr("aria-current")


@pytest.mark.usefixtures("groups", "_writer")
def test_the_export_is_of_exactly_what_is_shown():
    shown = table_of("debut=a&tri=-intitule&page=1")

    assert shown.find("a", string="Tableur (CSV)")["href"] == "?debut=a&tri=-intitule&format=csv"


@pytest.mark.usefixtures("groups")
def test_search_and_columns_keep_the_rest_of_the_address():
    shown = table_of("debut=a&recherche=e&colonnes=intitule&page=1")

    def kept(form):
        return [(one["name"], one["value"]) for one in form.select("input[type=hidden]")]

    search, columns = shown.select_one("form.table-search"), shown.select_one("form.menu-sheet")
    assert kept(search) == [("debut", "a"), ("colonnes", "intitule")]
    assert kept(columns) == [("debut", "a"), ("recherche", "e")]
    assert [box["value"] for box in columns.select("[checked]")] == ["intitule"]
    assert search.select_one("[type=search]")["value"] == "e"


@pytest.mark.usefixtures("groups")
def test_pages_keep_the_order():
    first, second = table_of("tri=intitule"), table_of("tri=intitule&page=2")

    assert text(first.select_one(".pages span")) == "Page 1 sur 2"
    assert first.find("a", rel="next")["href"] == "?tri=intitule&page=2"
    assert first.find("a", rel="prev") is None
    assert second.find("a", rel="prev")["href"] == "?tri=intitule&page=1"
    assert second.find("a", rel="next") is None


def test_a_value_is_text_never_markup():
    Group.objects.create(name="<script>alert(1)</script>")

    shown = table_of()

    assert shown.find("script") is None
    assert text(shown.tbody.th.a) == "<script>alert(1)</script>"
    assert text(shown.tbody.select_one(".badge-late")) == "en retard"


def test_an_empty_table_says_the_first_act():
    assert text(table_of().select_one(".empty")) == "Écrivez le premier objectif."


@pytest.mark.usefixtures("groups")
def test_a_choice_that_leaves_nothing_can_be_undone():
    shown = table_of("recherche=zzz")

    assert shown.table is None
    assert shown.select_one(".empty a")["href"] == "?"
    assert shown.select_one("[type=search]")["value"] == "zzz"


@pytest.mark.usefixtures("groups")
def test_htmx_replaces_the_part_that_it_asked_for():
    shown = table_of()

    assert shown.select_one(".table")["id"] == "tableau-objectifs"
    targets = {tag["data-hx-target"] for tag in shown.select("[data-hx-target]")}
    assert targets == {"#tableau-objectifs"}
    assert shown.select(".menu-sheet a[data-hx-boost]") == []
