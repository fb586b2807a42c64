"""From a document to its sections."""

import pytest

from reciproque.intake.reading.outline import outline_of
from reciproque.intake.reading.words import Subject
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


RUNNING = "Le contrat a été signé en 2015 et prolongé jusqu'en 2022, ce que chacun a pu lire dans la presse."


def tree(text):
    """The titles, each with the titles around it."""
    outline = outline_of(read_text(text))
    return [" / ".join(each.text for each in list(s.path())[::-1]) for s in outline.sections if s.title]


def test_real_headings_are_nested_as_they_say():
    assert tree("# Contrat\n\n## Axe 1 : Emploi\n\n### Former\n\n## Axe 2 : Logement\n") == [
        "Contrat",
        "Contrat / Emploi",
        "Contrat / Emploi / Former",
        "Contrat / Logement",
    ]


def test_articles_hold_numbered_titles():
    text = (
        f"PARTIE I : STRATEGIE\n\nARTICLE 1 : OBJET\n\n{RUNNING}\n\n1.1 / Le cadre\n\n"
        f"{RUNNING}\n\nARTICLE 2 : SUIVI\n\n{RUNNING}\n"
    )

    assert tree(text) == [
        "STRATEGIE",
        "STRATEGIE / OBJET",
        "STRATEGIE / OBJET / Le cadre",
        "STRATEGIE / SUIVI",
    ]


def test_a_number_alone_is_a_title_and_a_list_is_none():
    text = (
        f"Article 1 : Evaluation\n\n1. La mobilisation\n\n{RUNNING}\n\n2. Les conseils\n\n"
        f"{RUNNING}\n\n1. Former\n2. Agir\n"
    )

    assert tree(text) == ["Evaluation", "Evaluation / La mobilisation", "Evaluation / Les conseils"]


def test_a_short_line_right_under_a_short_line_stands_below_it():
    text = (
        f"Article 1 : Priorités\n\nVolet emploi\n\n{RUNNING}\n\nVolet droits\n\nLe numérique\n\n{RUNNING}\n\n"
        f"La lutte contre les discriminations\n\n{RUNNING}\n\nObserver et agir\n\n{RUNNING}\n"
    )

    assert [path.removeprefix("Priorités / ") for path in tree(text)[1:]] == [
        "Volet emploi",
        "Volet droits",
        "Volet droits / Le numérique",
        "Volet droits / La lutte contre les discriminations",
        "Observer et agir",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Il est prévu de recentrer l'intervention :",
        "Le contrat a été signé le 23 octobre 2015",
        "Fait à Nulle-Part, le 3 mai",
        "une ligne en petites lettres",
        "Les actions, les moyens,",
    ],
)
def test_a_sentence_is_no_title(line):
    assert tree(f"{RUNNING}\n\n{line}\n\n{RUNNING}\n") == []


def test_lines_in_a_row_are_a_list_rather_than_titles():
    lines = "\n\n".join(f"La loi du {day} mars 2014" for day in (3, 4, 5, 6, 7))

    assert tree(f"Les textes :\n\n{lines}\n\n{RUNNING}\n") == ["Les textes :"]


def test_what_is_signed_at_the_end_has_no_titles():
    text = (
        f"Article 1 : Objet\n\n{RUNNING}\n\nSIGNATAIRES\n\nLa Commune\n\nLe Maire\n\n"
        f"Habitat 25\n\nAnnexe 1 : Glossaire\n\n{RUNNING}\n"
    )

    assert tree(text) == ["Objet", "SIGNATAIRES", "Glossaire"]


def test_running_text_leaves_the_table_of_contents():
    outline = outline_of(read_text(f"SOMMAIRE\n\nLe cadre..... 2\nLes objectifs..... 4\n\n{RUNNING * 3}\n"))

    assert [section.text for section in outline.about(Subject.CONTENTS)] == ["SOMMAIRE"]
    assert [len(section.parts) for section in outline.about(Subject.CONTENTS)] == [2]


@pytest.mark.parametrize(
    ("title", "subjects"),
    [
        ("Constats – Problématique :", {Subject.FINDINGS}),
        ("Résultats attendus :", {Subject.RESULTS}),
        ("Les documents de référence", {Subject.DOCUMENTS}),
        ("Axe ou ambition en lien :", {Subject.LINKED}),
        ("Volet éducatif", set()),
    ],
)
def test_a_title_says_what_follows(title, subjects):
    (section,) = [each for each in outline_of(read_text(f"# {title}\n\n{RUNNING}\n")).sections if each.title]

    assert section.subjects == subjects


def test_every_block_knows_its_section():
    document = read_text("# Un\n\nTexte.\n\n# Deux\n\n| a | b |\n| - | - |\n| c | d |\n")
    outline = outline_of(document)

    assert [(block.text, outline.section_of(block).text) for block in document.blocks()] == [
        ("Un", "Un"),
        ("Texte.", "Un"),
        ("Deux", "Deux"),
        ("a", "Deux"),
        ("b", "Deux"),
        ("c", "Deux"),
        ("d", "Deux"),
    ]
