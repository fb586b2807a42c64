"""One description of a table: page, part, order, filters, search, columns, export of exactly what is shown."""

from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, Q
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from reciproque.core import registers
from reciproque.core.tables import Choice, Column, Filter, Table, cells, show, table_page
from reciproque.core.text import fold, sort_key

Organisation = apps.get_model("organisations", "Organisation")
User = apps.get_model("accounts", "User")

KINDS = Filter(
    "nature", "Nature", [Choice("autre", "autre", Q(kind="other")), Choice("etat", "État", Q(kind="state"))]
)
MAIL = Filter("courriel", "Courriel", lambda: [Choice("sans", "sans adresse", Q(email=""))])

TABLE = Table(
    name="organismes",
    caption=("organisme", "organismes"),
    columns=[
        Column("Nom", lambda o: o.name, sort="sort_key", link=lambda o: f"/organismes/{o.pk}/"),
        Column("Adresse", lambda o: o.email, sort="email"),
        Column("Archivé le", lambda o: o.archived_at, kind="date", sort="archived_at"),
        Column("SIRET", lambda o: o.siret, shown=False),
    ],
    filters=[KINDS, MAIL],
    search="search_key",
    default_order=("sort_key", "pk"),
    per_page=3,
)


def body(name, **facts):
    return Organisation.objects.create(
        **{"name": name, "kind": "other", "search_key": fold(name), "sort_key": sort_key(name), **facts}
    )


def ask(query="", **headers):
    request = RequestFactory().get(f"/organismes/?{query}", headers=headers)
    request.user = AnonymousUser()
    request.resolver_match = None
    return request


def shown(query="", table=TABLE, rows=None):
    return show(table, Organisation.objects.all() if rows is None else rows, QueryDict(query))


def names(table):
    return [row.name for row in table.page]


@pytest.fixture
def four():
    return [
        body("École", kind="state", email="ecole@exemple.fr"),
        body("Zoo"),
        body("Caf", email="caf@exemple.fr"),
        body("Ville"),
    ]


@pytest.fixture
def lines_writer(monkeypatch):
    """A format for this test: one line a row."""
    kept = registers.Register()

    def write(title, columns, rows):
        return "\n".join("|".join(str(value) for _c, value in cells(columns, row)) for row in rows).encode()

    kept.hang(registers.Writer("lignes", "Lignes", "text/plain", "txt", write))
    monkeypatch.setattr(registers, "writers", kept)


def test_rows_stand_in_the_default_order_page_by_page(four):
    assert names(shown()) == ["Caf", "École", "Ville"]
    assert names(shown("page=2")) == ["Zoo"]
    assert shown().total == 4


@pytest.mark.parametrize("page", ["99", "0", "-1", "abc", ""])
def test_a_page_that_does_not_exist_shows_one_that_does(four, page):
    assert len(names(shown(f"page={page}"))) in {1, 3}


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ("nom", ["Caf", "École", "Ville"]),
        ("-nom", ["Zoo", "Ville", "École"]),
        ("adresse", ["Ville", "Zoo", "Caf"]),
        ("-adresse", ["École", "Caf", "Ville"]),
        ("siret", ["Caf", "École", "Ville"]),
        ("password", ["Caf", "École", "Ville"]),
        ("--nom", ["Zoo", "Ville", "École"]),
    ],
)
def test_rows_are_sorted_as_wished_and_an_unknown_wish_changes_nothing(four, wish, order):
    assert names(shown(f"tri={wish}")) == order


def test_what_has_no_value_comes_last_both_ways(four):
    Organisation.objects.filter(name="Zoo").update(archived_at="2026-01-01T00:00:00Z")

    assert names(shown("tri=archive_le"))[0] == "Zoo"
    assert names(shown("tri=-archive_le"))[0] == "Zoo"


def test_a_heading_says_its_order_and_turns_it(four):
    [first, turned] = [shown(query).headings[0] for query in ("", "tri=nom")]

    assert (first.direction, first.url) == ("", "?tri=nom")
    assert (turned.direction, turned.url) == ("ascending", "?tri=-nom")
    assert shown("tri=-nom").headings[0].direction == "descending"


def test_a_search_ignores_case_and_accents_and_wants_every_word(four):
    body("École de musique")

    assert names(shown("recherche=ECOLE")) == ["École", "École de musique"]
    assert names(shown("recherche=musique+école")) == ["École de musique"]
    assert names(shown("recherche=rien")) == []
    assert len(names(shown("recherche=%20"))) == 3


def test_a_search_of_wild_characters_finds_them_only(four):
    body("100 % local_e")

    assert names(shown("recherche=%25")) == ["100 % local_e"]
    assert names(shown("recherche=_")) == ["100 % local_e"]


def chip(table, label):
    return next(chip for _group, chips in table.chips for chip in chips if chip.label == label)


def test_chips_filter_and_bear_the_counts_of_all(four):
    plain, filtered = shown(), shown("nature=etat")

    assert [(c.label, c.count, c.active) for _g, chips in plain.chips for c in chips] == [
        ("autre", 3, False),
        ("État", 1, False),
        ("sans adresse", 2, False),
    ]
    assert names(filtered) == ["École"]
    assert (chip(filtered, "autre").count, chip(filtered, "État").active) == (3, True)
    assert names(shown("nature=autre&courriel=sans")) == ["Ville", "Zoo"]
    assert len(names(shown("nature=inconnue"))) == 3


def test_the_counts_of_chips_follow_the_search(four):
    assert chip(shown("recherche=zoo"), "autre").count == 1


def test_a_chip_that_is_on_turns_off_and_keeps_the_rest_of_the_address(four):
    table = shown("nature=autre&tri=-nom&recherche=o&page=2&colonnes=nom&colonnes=siret")

    off, other = chip(table, "autre").url, chip(table, "État").url

    kept = {"tri": ["-nom"], "recherche": ["o"], "colonnes": ["nom", "siret"]}
    assert parse_qs(off.lstrip("?")) == kept
    assert parse_qs(other.lstrip("?")) == {**kept, "nature": ["etat"]}


def test_chips_count_rows_once_whatever_a_condition_joins(four):
    for number in range(3):
        User.objects.create(
            email=f"u{number}@exemple.fr",
            email_key=f"u{number}@exemple.fr",
            organisation=four[0],
            created_at="2026-01-01T00:00:00Z",
        )
    table = Table(
        name="o",
        caption=("o", "o"),
        columns=TABLE.columns,
        filters=[Filter("gens", "Gens", [Choice("avec", "avec", Q(people__isnull=False))])],
        default_order=("sort_key", "pk"),
    )

    result = shown("gens=avec", table)

    assert (chip(result, "avec").count, names(result), result.total) == (1, ["École"], 1)


def test_rows_with_sums_can_be_filtered_and_sorted_by_them(four):
    User.objects.create(
        email="u@e.fr", email_key="u@e.fr", organisation=four[1], created_at="2026-01-01T00:00:00Z"
    )
    table = Table(
        name="o",
        caption=("o", "o"),
        columns=[Column("Nom", lambda o: o.name), Column("Gens", lambda o: o.n, kind="number", sort="n")],
        filters=[
            Filter(
                "gens", "Gens", [Choice("avec", "avec", Q(n__gt=0)), Choice("autre", "x", Q(kind="other"))]
            )
        ],
    )
    rows = Organisation.objects.annotate(n=Count("people"))

    assert names(shown("tri=-gens", table, rows))[0] == "Zoo"
    filtered = shown("gens=avec", table, rows)
    assert (names(filtered), chip(filtered, "avec").count, chip(filtered, "x").count) == (["Zoo"], 1, 3)


def test_columns_can_be_chosen(four):
    assert [column.heading for column in shown().columns] == ["Nom", "Adresse", "Archivé le"]
    assert [column.heading for column in shown("colonnes=siret&colonnes=nom").columns] == ["Nom", "SIRET"]
    assert [column.heading for column in shown("colonnes=inconnue").columns] == ["Nom"]
    assert shown("colonnes=siret").choosable[3] == ("siret", "SIRET", True)


def test_the_export_holds_exactly_what_is_shown_on_all_pages(four, lines_writer):
    response = table_page(
        ask("format=lignes&nature=autre&tri=-nom&colonnes=nom&colonnes=adresse&page=2"),
        TABLE,
        Organisation.objects.all(),
        "notices/notice_list.html",
        {},
    )

    assert response.content.decode().splitlines() == ["Zoo|", "Ville|", "Caf|caf@exemple.fr"]
    assert response["Content-Disposition"] == 'attachment; filename="organismes.txt"'
    assert response["Content-Type"] == "text/plain"


def test_the_links_to_exports_keep_the_address(four, lines_writer):
    [(title, url)] = shown("nature=autre&tri=nom&page=2").exports

    assert (title, parse_qs(url.lstrip("?"))) == (
        "Lignes",
        {"nature": ["autre"], "tri": ["nom"], "format": ["lignes"]},
    )


def test_an_unknown_format_does_not_exist(four):
    with pytest.raises(Http404):
        table_page(ask("format=exe"), TABLE, Organisation.objects.all(), "notices/notice_list.html", {})


def test_page_and_part_say_the_same(four):
    def answer(**headers):
        response = table_page(
            ask("tri=-nom", **headers), TABLE, Organisation.objects.all(), "notices/notice_list.html", {}
        )
        return response, BeautifulSoup(response.content, "html.parser")

    (whole, page), (_response, part) = answer(), answer(**{"HX-Request": "true"})

    def rows(soup):
        return [row.get_text(" ", strip=True) for row in soup.select("tbody tr")]

    assert rows(page) == rows(part) != []
    assert page.h1
    assert part.h1 is None
    assert "HX-Request" in whole["Vary"]
    assert part.select_one("tbody a")["href"].startswith("/organismes/")


def test_a_longer_table_costs_no_more_queries():
    def cost(rows):
        for number in range(rows):
            body(f"Organisme {number}")
        with CaptureQueriesContext(connection) as queries:
            list(shown("nature=autre").page)
        return len(queries)

    assert cost(1) == cost(30) == 3


def test_hostile_addresses_are_harmless(four):
    for query in (
        "tri=%00",
        "recherche=%00%27%22%3Cscript%3E",
        "colonnes=%00",
        "nature=%00",
        "page=%00",
        "tri=nom__x",
    ):
        assert shown(query).total in {0, 4}
