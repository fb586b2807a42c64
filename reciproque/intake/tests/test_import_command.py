"""`reciproque import`: the same door, in a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.intake.choices import ReadingState
from reciproque.intake.models import Reading
from reciproque.intake.tests.factories import CONTRACT
from reciproque.journal.models import Entry


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "contrat.md"
    path.write_text(CONTRACT)
    return path


def told(*args, **options):
    out = io.StringIO()
    call_command("import", *args, stdout=out, **options)
    return out.getvalue()


def test_it_reads_and_says_what_it_would_make(ada, document):
    said = told(document, email=ada.email)

    reading = Reading.objects.get()
    assert reading.state == ReadingState.READY
    assert "Cadre stratégique : 5" in said
    assert f"/documents/{reading.pk}/" in said
    assert not Contract.objects.exists()


def test_accepting_makes_the_contract_and_once_more_changes_nothing(ada, document):
    told(document, email=ada.email, accept=True, title="Protocole de Valbourg")
    entries = Entry.objects.count()

    said = told(document, email=ada.email, accept=True)

    assert "rien n’a changé" in said
    assert Entry.objects.count() == entries
    assert [text.title for text in Contract.objects.get().texts.all()] == ["Protocole de Valbourg"]


def test_a_proposal_is_accepted_later_as_it_was_reviewed(ada, document):
    told(document, email=ada.email)
    Reading.objects.get().items.filter(words="Habiter mieux").update(words="Mieux habiter", state="corrected")

    told(document, email=ada.email, accept=True)

    assert Contract.objects.get().trees.get().nodes.filter(title="Mieux habiter").exists()


@pytest.mark.parametrize("said", ["pk", "name"])
def test_the_contract_is_named_by_its_number_or_its_name(ada, document, said):
    contract = ContractFactory(name="Contrat de ville d’Élancourt")
    meant = str(contract.pk) if said == "pk" else "contrat de ville d'elancourt"

    told(document, email=ada.email, contract=meant, accept=True)

    assert contract.texts.count() == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"contract": "Nulle part"}, "Aucun contrat"),
        ({"email": "personne@exemple.fr"}, "Personne n’a de compte"),
        ({"accept": True, "title": "  "}, "Donnez un titre"),
    ],
)
def test_refusals_are_those_of_the_page(ada, document, options, said):
    with pytest.raises(CommandError, match=said):
        told(document, **{"email": ada.email, **options})

    assert not Contract.objects.exists()


def test_who_may_not_bring_documents_does_not_import(document):
    with pytest.raises(CommandError, match="pas le droit"):
        told(document, email=UserFactory().email)


def test_what_cannot_be_read_says_why_and_is_tried_again_next_time(ada, tmp_path):
    path = tmp_path / "contrat.docx"
    path.write_bytes(b"%PDF-1.4 rien")

    for _time in range(2):
        with pytest.raises(CommandError, match="PDF"):
            told(path, email=ada.email)

    assert Reading.objects.count() == 1


def test_a_file_that_is_not_there_is_said(ada, tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être ouvert"):
        told(tmp_path / "rien.md", email=ada.email)
