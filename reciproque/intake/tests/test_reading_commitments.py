"""Sentences and lists by which signatories bind themselves."""

import pytest

from reciproque.intake.reading.commitments import read_commitments
from reciproque.intake.reading.outline import outline_of
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def bound(text):
    document = read_text(text)
    return [each.text for each in read_commitments(document, outline_of(document))]


def test_the_items_of_a_list_introduced_by_s_engagent():
    text = """Article 6 : Engagements

Les partenaires signataires s'engagent donc :

- à mobiliser leurs moyens,
- à partager leurs données

Ce texte est affiché en mairie.
"""
    assert bound(text) == ["à mobiliser leurs moyens,", "à partager leurs données"]


@pytest.mark.parametrize(
    "sentence",
    [
        "La Ville de Sète s'engage à ouvrir une maison des services.",
        "L'agglomération et l'État entendent poursuivre cet effort.",
        "Le Conseil départemental met à disposition deux travailleurs sociaux.",
        "Chaque signataire désigne un référent.",
        "La Métropole financera un poste d'adulte-relais.",
        "Les services de l'État seront associés à cette démarche.",
        "Dans ce cadre, les bailleurs devront présenter un bilan annuel.",
        "Vingt actions seront conduites par le Département chaque année.",
        "D'ici la fin 2025, un travail devra s'engager sur l'appel à projets.",
        "Valence Romans Agglo s'engage à reconduire son enveloppe.",
        "Nous nous appuierons sur les chambres consulaires.",
    ],
)
def test_a_signatory_binds_itself(sentence):
    assert bound(f"Les engagements\n\n{sentence}") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Il conviendra d'associer les habitants.",
        "Le présent protocole prendra effet le 1er janvier.",
        "Le comité de pilotage se réunira deux fois par an.",
        "Les actions qui seront retenues devront répondre aux besoins des jeunes.",
        "La Ville pourra proposer un avenant.",
        "Les habitants apprécieront la nouvelle place.",
        "Même si la Ville doit agir, rien ne presse.",
        "Le slogan « nous nous engageons » figure sur l'affiche.",
        "Les enjeux seront déclinés de la manière suivante :",
        "Un opéra, une caméra et un public de choix.",
    ],
)
def test_nobody_is_bound(sentence):
    assert bound(f"Les engagements\n\n{sentence}") == []


def test_she_is_the_body_of_the_sentence_above():
    first, second = "La Métropole encouragera la mobilité.", "En parallèle, elle conduira un état des lieux."

    assert bound(f"Priorités des partenaires\n\n{first} {second}") == [first, second]


def test_findings_recalls_and_objectives_bind_nobody():
    text = """Constats

La Ville devra revoir ses équipements.

Pour rappel

La Ville s'engage à agir.

Objectifs

- Ouvrir les services que la Ville financera
"""
    assert bound(text) == []


def test_a_table_of_who_commits_to_what():
    text = "Partenaire\tEngagements\nVille\tOuvrir une maison des services\nCAF\tFinancer deux postes\n"

    assert bound(text) == ["Ouvrir une maison des services", "Financer deux postes"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The city will fund two posts. The council is in charge of the era.",
        "La nuit sera longue. Les volets seront fermés, et la ville dormira.",
    ],
)
def test_nothing_to_read(text):
    assert bound(text) == []
