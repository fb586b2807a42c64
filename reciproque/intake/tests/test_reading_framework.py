"""The framework from lists, titles and tables; each class of fault that an importer must handle."""

import pytest

from reciproque.intake.reading.framework import read_framework
from reciproque.intake.reading.outline import outline_of
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


HEADER = "Commune\tPilier\tPriorisation\tNiveau d'engagement\tIndicateurs de suivi"


def gathered(text):
    document = read_text(text)
    return read_framework(document, outline_of(document))


def tree(found):
    """Code, title and title of the parent of every item."""
    items = found.framework
    return [(i.code, i.title, None if i.parent is None else items[i.parent].title) for i in items]


def under(found, statements):
    return [
        (each.text, None if each.parent is None else found.framework[each.parent].title)
        for each in statements
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Article 1 : Priorités\n\n1. Former\n2. Agir\n", 2),
        ("Article 1 : Objet\n\nLes objectifs du contrat sont :\n\n- Former\n- Agir\n", 2),
        ("Article 1 : Objet\n\nPour rappel, les orientations étaient :\n\n- Former\n- Agir\n", 0),
        ("Article 1 : Objet\n\nLe Projet Métropolitain a 3 grandes ambitions :\n\n- Former\n- Agir\n", 0),
        ("Article 1 : Priorités\n\nPlusieurs documents sont à lire :\n\n- Former\n- Agir\n", 0),
        ("Article 1 : Priorités\n\nLes travaux suivants ont été présentés :\n\n- Former\n- Agir\n", 0),
        ("Article 1 : Gouvernance\n\n- Former\n- Agir\n", 0),
        ("Article 1 : Priorités\n\nLes partenaires s'engagent à :\n\n- former\n- agir\n", 0),
        ("Sommaire\n\nFormer..... 2\nAgir..... 3\n", 0),
    ],
)
def test_a_list_is_what_its_title_or_its_sentence_says(text, kept):
    assert len(gathered(text).framework) == kept


def test_what_is_only_recalled_is_kept_apart():
    found = gathered(
        "Article 1 : Objet\n\nPour rappel les orientations étaient les suivantes :\n\n1. Former\n2. Agir\n"
    )

    assert [(each.code, each.text) for each in found.recalled] == [("1", "Former"), ("2", "Agir")]


def test_findings_and_leads_are_known_by_their_sentence():
    found = gathered(
        "Article 1 : Bilan\n\n3 enjeux ont été identifiés :\n\n- la mobilité,\n- le logement,\n\n"
        "Les pistes de réflexion sont les suivantes :\n\n- un guichet unique,\n"
    )

    assert [each.text for each in found.findings] == ["la mobilité,", "le logement,"]
    assert [each.text for each in found.leads] == ["un guichet unique,"]


def test_titles_between_the_section_and_its_lists_are_items():
    found = gathered(
        "# Les projets de quartier\n\n## Bellevue\n\n- Former\n\n## Europe\n\n- Agir\n\n## Vide\n"
    )

    assert tree(found) == [
        (None, "Bellevue", None),
        (None, "Former", "Bellevue"),
        (None, "Europe", None),
        (None, "Agir", "Europe"),
    ]


@pytest.mark.parametrize(("high", "middle", "plain"), [("◆", "○", "-"), ("▪", "►", "•"), ("●", "✦", "–")])
def test_marked_lines_hold_what_follows_them(high, middle, plain):
    found = gathered(
        f"Article 1 : Priorités\n\n{high} **Territoire :**\n\n{middle} **Ville A :**\n\n"
        f"{plain} Former\n{plain} Agir\n\n"
        f"{middle} **Ville B :**\n\n{plain} Loger\n\n{high} **Ensemble :**\n\n{plain} Observer\n"
    )

    assert [(title, parent) for _code, title, parent in tree(found)] == [
        ("Territoire :", None),
        ("Ville A :", "Territoire :"),
        ("Former", "Ville A :"),
        ("Agir", "Ville A :"),
        ("Ville B :", "Territoire :"),
        ("Loger", "Ville B :"),
        ("Ensemble :", None),
        ("Observer", "Ensemble :"),
    ]


def test_nested_bullets_are_details_of_their_item():
    (first, second) = gathered(
        "Article 1 : Priorités\n\n- Former :\n  - les jeunes\n  - les aînés\n- Agir\n"
    ).framework

    assert (first.title, first.sub_items, second.title) == ("Former :", ("les jeunes", "les aînés"), "Agir")


def test_objectives_hold_their_findings_and_results():
    found = gathered(
        "# Les objectifs prioritaires\n\n## Favoriser la participation\n\n"
        "Axe ou ambition en lien :\n\nVivre ensemble\n\n"
        "Constats :\n\n- Peu de jeunes viennent\n\nRésultats attendus :\n\n- Les jeunes viennent\n"
    )

    assert tree(found) == [(None, "Favoriser la participation", None)]
    assert found.framework[0].linked_to == "Vivre ensemble"
    assert under(found, found.findings) == [("Peu de jeunes viennent", "Favoriser la participation")]
    assert under(found, found.results) == [("Les jeunes viennent", "Favoriser la participation")]


def test_only_the_printed_title_of_an_explained_item_is_kept():
    (item,) = gathered(
        "Article 1 : Orientations\n\n- *Axe 2 : Enfants et jeunes* avec deux actions\n"
    ).framework

    assert (item.code, item.title) == ("Axe 2", "Enfants et jeunes")
    assert item.reason == "Seul le début mis en relief est l’intitulé : la suite l’explique."


def test_columns_are_levels_and_blank_cells_inherit():
    found = gathered(
        "Axes\tObjectifs prioritaires\tObjectifs opérationnels\tRésultats attendus\tIndicateurs\tPistes\n"
        "<"
        "p>Axe 1</p><p>Emploi</p>\tFormer\t- Ouvrir - Lever\tTous formés. Tous suivis.\tNombre de formés\tUn guichet\n"
        "\tRecruter\tSigner\t\t\tUne charte\n"
    )

    assert tree(found) == [
        ("Axe 1", "Emploi", None),
        (None, "Former", "Emploi"),
        (None, "Ouvrir", "Former"),
        (None, "Lever", "Former"),
        (None, "Recruter", "Emploi"),
        (None, "Signer", "Recruter"),
    ]
    assert under(found, found.results) == [("Tous formés. Tous suivis.", "Former")]
    assert under(found, found.indicators) == [("Nombre de formés", "Former")]
    assert under(found, found.leads) == [("Un guichet", "Emploi"), ("Une charte", "Emploi")]


def test_a_code_says_more_than_a_column():
    found = gathered(
        "Objectifs stratégiques\tObjectifs opérationnels\t\n"
        "Vivre ensemble\t1.1 - En luttant\t1.1.1 - Améliorer\n"
        "\t1.2 - En aidant\t1.2.1 - Aider\n1.2.2 - Travailler\t\t\n"
    )

    assert tree(found)[-1] == ("1.2.2", "Travailler", "En aidant")
    assert found.framework[-1].reason == "Rattaché par le code 1.2.2 : la colonne disait autre chose."


def test_a_title_cut_by_a_page_break_is_mended():
    found = gathered(
        "Objectifs stratégiques\tObjectifs opérationnels\nPoursuivre le renouvellement et y\t1.1 - Bâtir\n\n"
        "renforcer la qualité\t1.2 - Ouvrir\n"
    )

    assert tree(found) == [
        (None, "Poursuivre le renouvellement et y renforcer la qualité", None),
        ("1.1", "Bâtir", "Poursuivre le renouvellement et y renforcer la qualité"),
        ("1.2", "Ouvrir", "Poursuivre le renouvellement et y renforcer la qualité"),
    ]
    assert found.framework[0].confidence < 1


def test_rows_that_a_page_break_shifted_are_put_back():
    found = gathered(
        f"{HEADER}\n"
        "A\tSocial\tFormer les jeunes\tEn cours\tNombre de jeunes\n"
        "B\tCadre\tLoger les familles\tLancé\tNombre de familles\n"
        "\t\tEmploi\tRecruter les habitants\tEn cours\n"
        "\tPrévenir les tensions dans les halls\t\tLancé\tNombre de halls\n"
    )

    assert [(title, parent) for _code, title, parent in tree(found)][6:] == [
        ("Emploi", "B"),
        ("Recruter les habitants", "Emploi"),
        ("Prévenir les tensions dans les halls", "Emploi"),
    ]
    assert [item.engagement_level for item in found.framework[7:]] == ["En cours", "Lancé"]
    assert [level.text for level in found.engagement_levels] == ["En cours", "Lancé"]
    assert under(found, found.indicators)[-1] == ("Nombre de halls", "Prévenir les tensions dans les halls")


def test_glued_objectives_are_parted():
    found = gathered(
        "Axe\tObjectif\n"
        "Emploi\tPrévenir les ruptures (école, santé) Travailler avec les familles et Lever les freins\n"
    )

    assert [title for _code, title, _parent in tree(found)] == [
        "Emploi",
        "Prévenir les ruptures (école, santé)",
        "Travailler avec les familles et Lever les freins",
    ]


@pytest.mark.parametrize(
    ("cell", "indicators"),
    [
        ("Nombre de jeunes + nombre de parents", ["Nombre de jeunes", "nombre de parents"]),
        ("Nombre de jeunes Nombre de parents", ["Nombre de jeunes", "Nombre de parents"]),
        ("Nombre de jeunes et nombre de parents", ["Nombre de jeunes et nombre de parents"]),
        ("Evolution du budget / Nombre de clauses", ["Evolution du budget", "Nombre de clauses"]),
        ("Q.P.V. / T.V.A. au sein des dispositifs", ["Q.P.V. / T.V.A. au sein des dispositifs"]),
        ("Formations (scolaire + périscolaire)", ["Formations (scolaire + périscolaire)"]),
        ("La variété des acteurs. Effectivité du plan.", ["La variété des acteurs.", "Effectivité du plan."]),
        ("Dispositifs : - Balise - Job", ["Dispositifs : - Balise - Job"]),
        ("", []),
    ],
)
def test_a_cell_of_indicators_is_cut_where_a_person_would(cell, indicators):
    found = gathered(f"Axe\tObjectif\tIndicateurs\nEmploi\tFormer\t{cell}\n")

    assert [each.text for each in found.indicators] == indicators


def test_the_same_aim_stated_twice_is_two_items_tied_together():
    found = gathered(
        "Article 1 : Priorités\n\n- Prévenir le décrochage scolaire des jeunes\n\nArticle 2 : Tableau\n\n"
        "Axe\tObjectif\nEcole\tPrévenir le décrochage scolaire des jeunes\n"
    )

    assert [item.same_as for item in found.framework] == [None, None, 0]


def test_titles_repeated_with_an_explanation_are_not_read_twice():
    found = gathered(
        "Axe 3 – Relier\n\nL'axe se décline en 2 objectifs :\n\n"
        "- **Renforcer le commerce de proximité** par des aides\n"
        "- **Viser la mixité sociale partout** par un suivi\n\n"
        "Objectifs stratégiques\tObjectifs opérationnels\n"
        "Renforcer le commerce de proximité\tAider\nViser la mixité sociale partout\tSuivre\n"
    )

    assert [title for _code, title, _parent in tree(found)].count("Renforcer le commerce de proximité") == 1
    assert len(found.framework) == 5


def test_a_sheet_reads_downwards():
    found = gathered(
        "Objectif stratégique\tFormer les jeunes\nObjectifs opérationnels\t- Ouvrir\n"
        "Indicateurs\tNombre de jeunes\nPilote\tEtat\n"
    )

    assert tree(found) == [(None, "Former les jeunes", None), (None, "Ouvrir", "Former les jeunes")]
    assert under(found, found.indicators) == [("Nombre de jeunes", "Ouvrir")]


@pytest.mark.parametrize(
    "text",
    [
        "Communes\tQuartiers\tHabitants\nIstres\tPrépaou\t3100\nMiramas\tLa Maille\t5580\n",
        "Poste\tMontant\nLoyer\t1200\n",
        "# Annual report\n\n## Key findings\n\n- Visitors rose\n- The pier needs decking\n",
    ],
)
def test_other_tables_and_lists_give_nothing(text):
    found = gathered(text)

    assert (found.framework, found.results, found.indicators, found.leads) == ([], [], [], [])
