"""A tree as it is read: what a row is, its code, what stands beside it."""

from bs4 import BeautifulSoup

from reciproque.core.tree import TreeRow, draw_tree


def drawn(*rows):
    return BeautifulSoup(draw_tree(rows), "html.parser")


def text(tag):
    return tag.get_text(" ", strip=True)


def row(key, name, **more):
    return TreeRow(key, name, "/", **more)


def test_a_row_says_what_it_is_where_that_changes():
    tree = drawn(
        row(1, "Lire", kind="objectif"),
        row(2, "Écrire", kind="objectif"),
        row(3, "Compter", kind="levier", branches=[row(4, "Jouer", kind="levier")]),
    )

    assert [text(one) for one in tree.select(".name")] == [
        "objectif Lire",
        "Écrire",
        "levier Compter",
        "levier Jouer",
    ]


def test_a_code_that_says_what_the_row_is_says_it_alone():
    tree = drawn(row(1, "Grandir", kind="pilier", code="Pilier 1"), row(2, "Vivre", kind="Axe", code="2"))

    assert [text(one) for one in tree.select(".row")] == ["Pilier 1 Grandir", "2 Axe Vivre"]


def test_a_tree_without_codes_keeps_no_margin_for_them():
    assert drawn(row(1, "A", branches=[row(2, "B")])).ul["class"] == ["uncoded"]
    assert not drawn(row(1, "A", branches=[row(2, "B", code="1")])).ul.has_attr("class")


def test_nothing_stands_beside_a_row_of_which_nothing_is_known():
    tree = drawn(row(1, "A", side=[("", ""), ("", "")]), row(2, "B", side=[("", ""), ("", "une piste")]))

    assert [text(one) for one in tree.select(".side")] == ["une piste"]


def test_names_and_codes_are_escaped():
    assert "<b>" not in str(drawn(row(1, "<b>", code="<b>", kind="<b>")).select_one(".row"))
