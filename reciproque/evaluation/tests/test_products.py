"""Report, slides and sheets of a campaign, from pictures written by hand: nothing invented, nothing run together."""

import io
from datetime import date
from html import unescape

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from reciproque.core.text import one_line
from reciproque.evaluation.exports.charts import engagement_chart, verdict_chart
from reciproque.evaluation.exports.extracts import cut, people_said, standing, women_share
from reciproque.evaluation.exports.report import evaluation_report
from reciproque.evaluation.exports.slides import committee_deck
from reciproque.evaluation.exports.workbook import campaign_sheets
from reciproque.evaluation.tests.pictures import (
    LONG,
    crowded,
    figures,
    indicator,
    ordinary,
    picture,
    sheet,
    verdict,
)
from reciproque.evaluation.tests.pictures import (
    given as answer,
)
from reciproque.office.papers.content import Heading
from reciproque.office.papers.making import write_paper
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.sheets import write_ods_book, write_xlsx_book
from reciproque.office.slides import write_pptx

pytestmark = pytest.mark.once  # no database: one engine is enough
ON = date(2026, 11, 26)


def told(made, **more):
    """The report as plain text."""
    text = write_markdown(evaluation_report(made, on=ON, **more)).decode()
    text = unescape(text)
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "").replace("*", "")


def slides(made):
    deck = pptx.Presentation(io.BytesIO(write_pptx(committee_deck(made, on=ON))))
    return {
        one.shapes.title.text: "\n".join(
            [shape.text_frame.text for shape in one.shapes if shape.has_text_frame]
            + [
                cell.text
                for shape in one.shapes
                if shape.has_table
                for row in shape.table.rows
                for cell in row.cells
            ]
        ).replace("\u00a0", " ")
        for one in deck.slides
    }


def book(made, write=write_xlsx_book):
    data = write("Évaluation", campaign_sheets(made, on=ON))
    read = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def test_the_report_says_what_the_sheets_say():
    text = told(ordinary())

    assert "Ce qui a été fait : " + one_line(LONG)[:200] in text
    assert "120 femmes et 98 hommes" in text
    assert "Réponse : Oui, dans deux écoles sur trois." in text
    assert "✓ atteint (séance de validation)" in text
    assert "◆ en partie (pilote)" in text
    assert "Cible : 10 livres" in text
    assert "En séance : validée avec corrections. Chiffre des pères à revoir." in text
    assert "Engagements des partenaires : 3 engagements, dont 1 tenu ; Tenus 1" in text
    assert "déjà dans le tableau" not in text
    assert "Absents : Région." in text


def test_missing_zero_secret_and_without_object_stay_apart():
    text = told(ordinary())

    assert "Montant déclaré : 0 €" in text
    assert "| Travailler | non renseigné | 0 |" in text
    assert "secret statistique" in text
    assert "Sans objet : Égalité entre les femmes et les hommes." in text
    assert "Non connu : Ce qui a été fait." in text
    assert "| Nombre de familles reçues | non renseigné | – | sans cible | ○ non évaluable |" in text


def test_a_draft_does_not_speak():
    """What a lead is still writing is not the word of the body."""
    draft = sheet(1, "Lire", "sent", "done", answers={"done": [answer("Brouillon secret.")]})
    made = picture([(1, "Axe", [draft])])

    assert "Brouillon secret" not in told(made, with_annex=True)
    assert "Cette fiche n’a pas été rendue" in told(made)
    assert not any("Brouillon secret" in one for one in slides(made).values())


def test_the_report_says_who_did_not_answer_and_why():
    text = told(ordinary())

    assert "Le pilote n’a pas voulu répondre : Ce n’est pas notre compétence." in text
    assert "Garder les enfants – Ville de Port-Lambert (envoyée)" in text
    assert "1 fiche n’a pas été rendue : Garder les enfants." in text
    assert (
        "4 fiches ont été préparées : 2 rendues, dont 1 validée ; 1 attendue ; 1 refusée ; 0 dispensée."
        in text
    )


def test_the_annex_holds_every_answer_when_it_is_asked_for():
    assert "Annexe" not in told(ordinary())

    text = told(ordinary(), with_annex=True)

    assert "Annexe : toutes les réponses" in text
    assert "Les salles manquent le soir." in text.split("Annexe")[1]
    assert "sans objet" in text.split("Annexe")[1]


def test_provisional_and_frozen_years_are_told_apart():
    made = ordinary()
    assert standing(made, on=ON) == "Version provisoire au 26 novembre 2026"
    assert "version provisoire" in slides(made)["Perspectives"]

    made["campaign"]["frozen_at"] = "2026-12-31T23:30+01:00"
    assert (
        standing(made, on=ON, digest="ab" * 32)
        == "Année figée le 31 décembre 2026, empreinte abababababababab"
    )
    assert "provisoire" not in told(made, digest="ab" * 32)


def test_every_format_of_the_report_is_whole():
    paper = evaluation_report(ordinary(), on=ON, with_annex=True)

    for form, front in (
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("odt", b"PK"),
        ("md", "# Évaluation 2026".encode()),
    ):
        assert write_paper(paper, form).startswith(front)


def test_headings_run_from_the_summary_to_the_method():
    chapters = [
        one.text
        for one in evaluation_report(ordinary(), on=ON).blocks
        if isinstance(one, Heading) and one.level == 1
    ]

    assert chapters == [
        "L’essentiel",
        "Réussir à l’école, avec les familles",
        "Travailler",
        "Autres indicateurs",
        "Ce qui traverse les axes",
        "Questions évaluatives",
        "Séances de validation",
        "Décisions des séances",
        "Recommandations",
        "Méthode et couverture",
    ]


def test_a_campaign_without_sheets_has_all_its_products():
    assert "Cette campagne ne compte encore aucune fiche." in told(picture(), with_annex=True)
    assert slides(picture())["Ce qui manque"].startswith("Ce qui manque\nRien ne manque")
    assert book(picture())["Fiches"][0][:2] == ["Axe", "Objectif"]


def test_a_campaign_in_which_nobody_answered_invents_nothing():
    made = picture([(None, "Sans axe", [sheet(1, "Lire", "sent", "")])])

    shown = slides(made)

    assert "non renseigné" in shown["Droit commun mobilisé"]
    assert "Aucune fiche rendue n’en parle." in shown["Perspectives"]
    assert "0 sur 1" in shown["Où en sommes-nous ?"]
    assert "Aucune fiche rendue ne le dit." in shown["Sans axe"]


def test_the_committee_sees_each_subject_once():
    shown = slides(ordinary())

    assert list(shown) == [
        "Évaluation 2026",
        "Où en sommes-nous ?",
        "Niveau d’engagement par axe",
        "Résultats attendus : les verdicts",
        "Indicateurs : leur allure",
        "Indicateurs qui reculent ou s’éloignent",
        "Questions évaluatives",
        "Réussir à l’école, avec les familles",
        "Travailler",
        "Droit commun mobilisé",
        "Égalité entre les femmes et les hommes",
        "Part des habitants et des conseils citoyens",
        "Décisions des séances de validation",
        "Ce qui manque",
        "Perspectives",
    ]
    assert "▼ s’éloigne" in shown["Indicateurs qui reculent ou s’éloignent"]
    assert "Lire avant six ans : reformuler l’objectif" in shown["Réussir à l’école, avec les familles"]
    assert "Garder les enfants" in shown["Ce qui manque"]
    assert "Lire ensemble avant six ans" in shown["Décisions des séances de validation"]


def test_long_answers_are_cut_at_a_sentence_and_point_to_the_report():
    shown = slides(crowded(30))
    pillar = shown["Axe 1 : vivre ensemble"]

    assert (
        "Trois ateliers de lecture se sont tenus chaque semaine dans les deux écoles du quartier." in pillar
    )
    assert "3 extraits sur 5 fiches qui en parlent ; le rapport les donne toutes." in pillar
    assert "Axe 1 : vivre ensemble (2)" not in shown  # one slide a pillar


@pytest.mark.parametrize(
    ("text", "letters", "said"),
    [
        ("Court.", 40, "Court."),
        (
            "Une phrase entière qui tient ici. Une autre qui dépasse de beaucoup.",
            50,
            "Une phrase entière qui tient ici.",
        ),
        ("Des mots sans point qui vont beaucoup trop loin", 20, "Des mots sans point…"),
        ("Dr. Non a dit beaucoup de choses sans jamais finir", 30, "Dr. Non a dit beaucoup de…"),
        ("x" * 60, 20, "x" * 19 + "…"),
        ("deux\nlignes", 40, "deux lignes"),
    ],
)
def test_texts_are_cut_where_they_can_be(text, letters, said):
    assert cut(text, letters) == said


@given(some.text(max_size=300), some.integers(5, 200))
def test_a_cut_text_is_the_front_of_the_whole(text, letters):
    said = cut(text, letters)

    assert len(said) <= letters
    assert one_line(text).startswith(said.removesuffix("…").rstrip())


def test_a_share_of_women_needs_both_on_the_same_sheets():
    alike = {"women": 3, "men": 1, "sheets": 2, "women_sheets": 2, "men_sheets": 2}

    assert women_share(alike) == "75\u00a0%"
    assert women_share(alike | {"men_sheets": 1}) == ""
    assert women_share(alike | {"women": 0, "men": 0}) == ""
    assert people_said(alike | {"men": None}) == "3 femmes et hommes\u00a0: non renseigné"


def test_charts_keep_the_words_of_the_team_and_leave_out_what_nobody_has():
    made = picture([(1, "Axe", [sheet(1, "Lire", level="done"), sheet(2, "Compter", "sent", "")])])
    made["questions"][0]["options"]["done"] = "terminé"

    chart = engagement_chart(made)

    assert [(one.name, list(one.values)) for one in chart.series] == [
        ("terminé", [1]),
        ("non renseigné", [1]),
    ]
    made["questions"] = made["questions"][1:]
    assert engagement_chart(made).is_empty


def test_a_level_that_the_team_invented_is_drawn_too():
    made = picture([(1, "Axe", [sheet(1, "Lire")])])
    made["pillars"][0]["figures"]["engagement"] = {"paused": 2}
    made["questions"][0]["options"]["paused"] = "en pause"

    assert [one.name for one in engagement_chart(made).series] == ["en pause"]


def test_verdicts_come_by_pillar():
    one = sheet(1, "Lire", verdicts=[verdict("framework.result:1", "Dix livres", "no")])
    chart = verdict_chart(picture([(1, "Axe", [one])]))

    assert [(told.name, list(told.values)) for told in chart.series] == [("non atteint", [1])]
    assert "Dix livres" in slides(picture([(1, "Axe", [one])]))["Résultats attendus : les verdicts"]


@pytest.mark.parametrize("write", [write_xlsx_book, write_ods_book])
def test_sheets_tell_a_value_from_its_status(write):
    read = book(ordinary(), write)
    heads, *rows = read["Fiches"]
    first = dict(zip(heads, rows[0], strict=True))
    second = dict(zip(heads, rows[1], strict=True))

    assert list(read)[:3] == ["Campagne", "Fiches", "Réponses par élément"]
    assert first["Montant déclaré"] == 0
    assert first["Montant déclaré (statut)"] == "renseigné"
    assert second["Montant déclaré"] == ""
    assert second["Montant déclaré (statut)"] == "non renseigné"
    assert first["Égalité entre les femmes et les hommes (statut)"] == "sans objet"
    assert second["Ce qui a été fait (statut)"] == "ne sait pas"
    assert (first["Personnes touchées : femmes"], first["Personnes touchées : hommes"]) == (120, 98)
    assert first["Rendue le"] == date(2026, 10, 5)
    assert first["Part des habitants"].startswith("'=SOMME")  # never a formula
    assert len(rows) == 4


def test_the_other_sheets_hold_their_lists():
    read = book(ordinary())

    assert [row[4:6] for row in read["Verdicts"][1:]] == [
        ["pilote", "en partie"],
        ["séance de validation", "atteint"],
    ]
    assert read["Indicateurs"][2][4] == "secret statistique"
    assert read["Indicateurs"][3][4] == "non renseigné"
    assert read["Séances"][1][0] == "Axe Réussir"
    assert read["Décisions"][1][1] == "Lire avant six ans"
    assert read["Questions évaluatives"][2][1] == "Elles reviennent"
    assert read["Ce qui manque"][1] == ["1 fiche n’a pas été rendue : Garder les enfants."]
    assert dict(row[:2] for row in read["Campagne"])["Droit commun déclaré, en euros"] == 0


STRANGE = some.text(max_size=60) | some.sampled_from(
    ["=1+1", "{contenu}", "# titre", "a\x0bb", "😀 漢字", " "]
)


@settings(max_examples=25, deadline=None)
@given(some.data())
def test_whatever_people_write_the_products_are_made(data):
    word = lambda: data.draw(STRANGE)  # noqa: E731 -- short, and named for what it is handed to
    one = sheet(
        1, word(), place=word(), organisation=word(), note=word(), outcome_word=word(),
        answers={key: [answer(word(), word(), word())] for key in ("done", "ordinary_amount", "publics")},
        items=[{"key": "x", "title": word()}],
        verdicts=[verdict("x", word(), "no", evidence=word())],
    )  # fmt: skip
    made = picture(
        [(1, word(), [one])],
        [indicator(1, word(), "moving_away", unit=word(), last=word(), period=word(), target=word())],
        missing=[word()],
    )
    made["campaign"]["title"] = word()

    assert write_pptx(committee_deck(made, on=ON))
    for form in ("docx", "odt", "md"):
        assert write_paper(evaluation_report(made, on=ON, with_annex=True), form)
    assert book(made)["Fiches"]


def test_figures_of_a_picture_without_a_session_do_not_break():
    made = ordinary() | {"sessions": [], "proposals": [], "recommendations": [], "evaluation_questions": []}
    made["figures"] = figures([])

    assert told(made)
    assert slides(made)
