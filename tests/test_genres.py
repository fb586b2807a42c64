"""Documents of other kinds and languages: next to nothing is proposed, and it is said why; neighbours read in part."""

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.office.reading.text import read_text
from tests.readings import invented
from tests.readings.abroad import ABROAD, MIXED
from tests.readings.foreign import COOKBOOK, ENGLISH_REPORT, GENRES, NOVEL
from tests.readings.measure import DOCUMENTS, missing, text_of
from tests.readings.near import NEAR
from tests.readings.papers import FRENCH_PAPERS, STRUCTURED_ALIKE
from tests.test_readings import SCORED, kept_out, ungrounded

pytestmark = pytest.mark.once  # no database: one engine is enough

MOST_PROPOSED = 3


def by_paragraph(text):
    """Each line a paragraph of its own, as a word processor keeps it."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


FORMS = {"as it is": str, "by paragraph": by_paragraph}


def read(text, form):
    document = read_text(FORMS[form](text))
    reading = read_document(document).as_json()
    assert ungrounded(document, reading) == []
    assert kept_out(reading) == []
    return reading


def words(reading, name, key="text"):
    return [item[key] for item in reading[name]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("genre", GENRES)
def test_next_to_nothing_is_proposed_from_other_papers(genre, form):
    reading = read(GENRES[genre], form)

    proposed = {name: reading[name] for name in SCORED if reading[name]}
    assert sum(map(len, proposed.values())) <= MOST_PROPOSED, proposed
    assert (reading["kind"], reading["territory"]) == (None, None)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("genre", {**FRENCH_PAPERS, **STRUCTURED_ALIKE, "cookbook": COOKBOOK, "novel": NOVEL})
def test_a_french_paper_of_another_kind_is_said_to_be_so(genre, form):
    text = {**FRENCH_PAPERS, **STRUCTURED_ALIKE, "cookbook": COOKBOOK, "novel": NOVEL}[genre]

    [caution] = read(text, form)["cautions"]

    assert caution.startswith("Ce document ne ressemble pas à un contrat de ville :")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "text"), [*ABROAD.items(), ("anglais", ENGLISH_REPORT)])
def test_another_language_is_named(language, text, form):
    [caution] = read(text, form)["cautions"]

    assert caution.startswith(f"Ce document n’est pas en français : il semble être en {language}")


def test_a_part_in_another_script_is_named():
    [caution] = read(MIXED, "as it is")["cautions"]

    assert caution.startswith("Une partie de ce document est en arabe")


@pytest.mark.skipif(bool(missing()), reason=missing() or "ici")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_contract_gets_no_caution(name):
    assert read(text_of(name), "as it is")["cautions"] == []


def test_an_invented_contract_gets_none_either():
    assert read(invented.TEXT, "as it is")["cautions"] == []


def test_a_quotation_does_not_change_the_language_of_a_contract():
    quoted = (
        invented.TEXT
        + "\n\n« The city is for all of us, and it is in the hands of the people who live in it. »\n"
    )

    assert read(quoted, "as it is")["cautions"] == []


def test_a_tfpb_agreement_gives_its_parties_and_commitments():
    reading = read(NEAR["tfpb"], "by paragraph")

    assert "une convention d’abattement de TFPB" in reading["cautions"][0]
    assert reading["kind"].startswith("convention")
    assert [(one["organisation"], one["person"]) for one in reading["signatories"]] == [
        ("État", "Alain ROUX"),
        ("Vernoise Agglomération", "Jeanne MOREL"),
        ("Habitat du Val", "Denis FAURE"),
    ]
    assert len(reading["commitments"]) == 2
    assert [one["meetings_per_year"] for one in reading["governance"]] == [2]


def test_a_paqte_gives_its_axes_and_objectives():
    reading = read(NEAR["paqte"], "by paragraph")

    assert "un PAQTE" in reading["cautions"][0]
    assert [(one["title"], one["parent"]) for one in reading["framework"]][:4] == [
        ("Sensibiliser", None),
        ("Accueillir des élèves de troisième en stage", 0),
        ("Former", None),
        ("Développer l'apprentissage des jeunes des quartiers prioritaires", 2),
    ]
    assert len(reading["framework"]) == 8


def test_a_local_health_contract_gives_its_framework_and_says_what_it_is():
    reading = read(NEAR["health"], "by paragraph")

    assert "un contrat local de santé, pas un contrat de ville" in reading["cautions"][0]
    assert reading["title"].startswith("CONTRAT LOCAL DE SANTÉ")
    assert reading["kind"].startswith("contrat local de santé")
    assert [(one["level"], one["title"]) for one in reading["framework"]] == [
        (1, "Accès aux droits et aux soins"),
        (2, "Réduire le renoncement aux soins dans les quartiers prioritaires"),
        (2, "Développer la médiation en santé"),
        (1, "Santé mentale"),
        (2, "Former les professionnels de premier accueil"),
    ]
    assert words(reading, "results") == ["Davantage d'habitants déclarent un médecin traitant"]
    assert words(reading, "indicators") == ["Nombre de professionnels formés"]
    assert len(reading["signatories"]) == 2


def test_a_contract_of_projects_reads_whole():
    reading = read(NEAR["projects"], "as it is")

    assert reading["cautions"] == []
    assert (reading["kind"], reading["territory"]) == ("contrat de ville", "Vernoise Agglomération")
    assert (reading["period_start"], reading["period_end"]) == ("2024", "2030")
    assert [(one["level"], one["title"]) for one in reading["framework"]] == [
        (1, "Projet de quartier : Les Tilleuls"),
        (2, "Vivre dans un quartier apaisé"),
        (3, "Apaiser la circulation aux abords des écoles"),
        (3, "Renforcer la présence humaine en soirée"),
        (1, "Projet de quartier : Champ Rond"),
        (2, "Accéder à l'emploi"),
        (3, "Lever les freins à la mobilité"),
    ]
    assert len(reading["results"]) == len(reading["indicators"]) == 3
    assert words(reading, "neighbourhoods", "name") == ["Les Tilleuls", "Champ Rond"]


@pytest.mark.parametrize("form", FORMS)
def test_a_project_sheet_gives_its_lists(form):
    reading = read(NEAR["sheet"], form)

    assert "une fiche de projet" in reading["cautions"][0]
    assert words(reading, "framework", "title") == [
        "Remobiliser des jeunes sans emploi ni formation",
        "Financer un projet collectif",
    ]
    assert words(reading, "results") == ["Huit jeunes par chantier", "Une entrée en formation sur deux"]
    assert len(reading["indicators"]) == 2
