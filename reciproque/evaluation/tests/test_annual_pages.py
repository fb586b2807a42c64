"""The pages of annual reports: for the team, for a council behind its link, for anybody."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.registers import Dresser, dressers, what_waits
from reciproque.enquiries.models import Answer
from reciproque.evaluation.actions import annual, annual_asking, annual_opinions
from reciproque.evaluation.choices import PartState
from reciproque.evaluation.models import AnnualReport, Consultation
from reciproque.evaluation.tests.annual import (
    NOON,
    STARTED,
    AnnualReportFactory,
    ConsultationFactory,
    DebateFactory,
    RemarkFactory,
    ReportPartFactory,
    a_ready_report,
    a_report,
)
from reciproque.monitoring.choices import Sex, Shape
from reciproque.monitoring.models import Breakdown
from reciproque.monitoring.tests.factories import IndicatorFactory, ValueFactory
from reciproque.notices.models import Notice
from reciproque.office.papers.content import Paper, Paragraph
from reciproque.office.papers.making import Dress
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.word import write_docx
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def test_the_team_opens_a_report_once_a_year(client):
    contract = ContractFactory()
    client.force_login(member_of(contract))

    answer = client.post(at("annual_start", contract.pk), {"year": 2025})
    report = AnnualReport.objects.get()
    assert answer.url == at("annual_detail", report.pk)
    assert "à écrire" in client.get(answer.url).content.decode()

    again = client.post(at("annual_start", contract.pk), {"year": 2025})
    assert "déjà un rapport" in again.content.decode()
    assert client.post(at("annual_start", contract.pk), {"year": "zéro"}).status_code == 200
    assert client.post(at("annual_start", contract.pk), {"year": "9" * 400}).status_code == 200


def test_what_is_typed_is_kept_as_one_goes_and_an_overtaken_page_is_told(client):
    report, team = a_report()
    part = report.parts.first()
    client.force_login(team)
    url = at("annual_part", part.pk)

    saved = client.post(url, {"text": "Un début", "version": part.version}, headers={"HX-Request": "true"})
    assert "Enregistré" in saved.content.decode()
    assert f'value="{part.version + 1}"' in saved.content.decode()

    late = client.post(url, {"text": "Autre", "version": part.version}, headers={"HX-Request": "true"})
    assert "Quelqu’un d’autre" in late.content.decode()
    without_script = client.post(url, {"text": "Autre", "version": part.version})
    assert "Un début" in without_script.content.decode()

    part.refresh_from_db()
    client.post(url, {"text": "Un début et une fin", "version": part.version, "finish": "1"})
    part.refresh_from_db()
    assert (part.text, part.state) == ("Un début et une fin", PartState.WRITTEN)


def test_a_draft_is_read_by_its_team_only_until_it_is_sent(client):
    report, team, councils = a_ready_report()
    reader = member_of(report.contract, Role.READER)
    client.force_login(reader)
    for name in ("annual_detail", "annual_text"):
        assert client.get(at(name, report.pk)).status_code == 404
    assert "Aucun rapport" in client.get(at("annual_list", report.contract_id)).content.decode()

    annual_asking.send_draft(report, councils, by=team, at=NOON)
    for name in ("annual_detail", "annual_text", "annual_list"):
        key = report.contract_id if name == "annual_list" else report.pk
        assert client.get(at(name, key)).status_code == 200
    client.force_login(UserFactory())
    assert client.get(at("annual_detail", report.pk)).status_code == 404


def sent_today():
    report, team, councils = a_ready_report()
    sent = annual_asking.send_draft(report, councils, by=team, at=timezone.now())
    return report, team, sent


def token_of(consultation):
    return Notice.objects.get(person_id=consultation.sheet.recipient_id).url.strip("/").split("/")[-1]


def test_a_council_reads_and_answers_by_its_link_without_an_account(client):
    _report, _team, (one, other) = sent_today()
    url = at("annual_opinion", token_of(one), one.sheet_id)
    page = client.get(url).content.decode()
    assert "Ce qui est à dire" in page
    assert "Donner cet avis" in page
    assert client.get(f"{url}projet/pdf/").content.startswith(b"%PDF")
    assert client.get(at("annual_opinion", token_of(one), other.sheet_id)).status_code == 404
    assert client.get(at("annual_opinion", "x" * 43, one.sheet_id)).status_code == 404

    typed = {"opinion": "reserved", "text": "Il manque", "given_on": ""}
    kept = client.post(url, typed, headers={"HX-Request": "true"})
    assert "Enregistré" in kept.content.decode()
    assert "Il manque" in client.get(url).content.decode()
    assert sorted(Answer.objects.values_list("value", flat=True)) == ["Il manque", "reserved"]

    today = timezone.localdate().isoformat()
    paper = SimpleUploadedFile("avis.pdf", b"%PDF-1.4\n%%EOF\n")
    given = {"opinion": "reserved", "text": "Il manque la santé.", "given_on": today, "file": paper}
    assert client.post(url, given).status_code == 302
    one.refresh_from_db()
    assert (one.opinion, one.file.name) == ("reserved", "avis.pdf")
    page = client.get(url).content.decode()
    assert "Votre avis est enregistré" in page
    assert "Donner cet avis" not in page
    again = client.post(url, {"opinion": "favourable", "given_on": today})
    assert "déjà enregistré" in again.content.decode()


def test_an_opinion_without_its_words_or_of_tomorrow_is_refused_and_nothing_typed_is_lost(client):
    _report, _team, (one, _other) = sent_today()
    url = at("annual_opinion", token_of(one), one.sheet_id)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    empty = client.post(url, {"opinion": "reserved", "text": "", "given_on": timezone.localdate()})
    assert "Écrivez les observations" in empty.content.decode()
    ahead = client.post(url, {"opinion": "reserved", "text": "Mes mots à moi", "given_on": tomorrow})
    assert "à venir" in ahead.content.decode()
    assert "Mes mots à moi" in ahead.content.decode()
    assert client.post(url, {"opinion": "oui", "given_on": "31/02/2026"}).status_code == 200
    assert not Consultation.objects.exclude(opinion="").exists()


def test_a_link_after_the_last_day_shows_the_draft_and_takes_nothing(client):
    report, team, councils = a_ready_report()
    (one,) = annual_asking.send_draft(report, councils[:1], by=team, at=timezone.now() - timedelta(days=40))
    url = at("annual_opinion", token_of(one), one.sheet_id)

    page = client.get(url).content.decode()
    assert "réputé favorable" in page
    assert "Donner cet avis" not in page
    late = client.post(url, {"opinion": "favourable", "given_on": one.deadline_on.isoformat()})
    assert late.status_code == 200
    assert not Consultation.objects.exclude(opinion="").exists()


def published():
    report, team, councils = a_ready_report()
    indicator = IndicatorFactory(contract=report.contract, counts_people=True, wording="Jeunes accompagnés")
    for sex, number in ((Sex.WOMEN, 12), (Sex.MEN, 0)):
        cell = Breakdown.objects.create(key=f"s{sex}", shape=Shape.SEX, sex=sex)
        ValueFactory(indicator=indicator, shape=Shape.SEX, breakdown=cell, period=202512, number=number)
    annual.open_correction(report, reason="Les chiffres sont arrivés.", by=team, at=STARTED)
    annual.declare_ready(report, by=team, at=STARTED)
    sent = annual_asking.send_draft(report, councils, by=team, at=NOON)
    annual_opinions.record_opinion(
        sent[0],
        opinion="reserved",
        given_on=date(2026, 2, 20),
        text="Trop tard pour <b>nous</b>.",
        seen=None,
        by=team,
        at=datetime(2026, 2, 21, 9, tzinfo=UTC),
    )
    remark = sent[0].remarks.get()
    later = datetime(2026, 4, 1, 9, tzinfo=UTC)
    annual_opinions.answer_remark(
        remark, wording=remark.wording, answer="Plus tôt l’an prochain.", seen=None, by=team, at=later
    )
    epci = OrganisationFactory(kind=OrganisationKind.EPCI)
    annual_opinions.record_debate(report, epci, held_on=date(2026, 3, 12), by=team, at=later)
    annual.approve_report(report, on=date(2026, 3, 12), number="D 2026-31", seen=None, by=team, at=later)
    return report, team, later


def test_nobody_finds_the_public_page_before_the_publication_and_all_do_after(client):
    report, team, later = published()
    slug = f"{report.contract.name.lower().replace(' ', '-')}-2025"
    assert client.get(at("published_report", slug)).status_code == 404

    slug = annual.publish_report(report, by=team, at=later).slug
    page = client.get(at("published_report", slug)).content.decode()
    for words in ("Plus tôt l’an prochain", "réputé favorable", "Jeunes accompagnés", "D 2026-31"):
        assert words in page
    assert "&lt;b&gt;nous" in page
    assert client.get(at("published_paper", slug, "pdf")).content.startswith(b"%PDF")
    assert client.get(at("published_paper", slug, "exe")).status_code == 404


def test_the_team_gives_its_look_to_every_copy_of_the_report(client, monkeypatch):
    report, team, later = published()
    slug = annual.publish_report(report, by=team, at=later).slug
    lines = [Paragraph("À nos couleurs, {contrat}"), Paragraph("{contenu}")]
    asked, template = [], Paper("{titre}", blocks=lines)
    made = {"docx": write_docx(template), "odt": write_odt(template)}

    def dress(contract, what, form):
        asked.append((contract, what, form))
        return Dress(template=made.get(form, b""))

    monkeypatch.setattr(dressers, "_entries", [Dresser("test", dress, lambda contract: "/modeles/")])
    client.force_login(team)
    for address in (at("annual_paper", report.pk, "docx"), at("published_paper", slug, "docx")):
        words = ZipFile(BytesIO(client.get(address).content)).read("word/document.xml").decode()
        assert f"À nos couleurs, {report.contract}" in words
        assert "Jeunes accompagnés" in words
    odt = (
        ZipFile(BytesIO(client.get(at("annual_paper", report.pk, "odt")).content))
        .read("content.xml")
        .decode()
    )
    assert "À nos couleurs" in odt
    assert set(asked) == {(report.contract, "annuel", "docx"), (report.contract, "annuel", "odt")}
    assert client.get(at("annual_paper", report.pk, "md")).text.startswith("# Rapport annuel")
    assert "/modeles/" in client.get(at("annual_detail", report.pk)).text


def test_the_report_leaves_in_four_formats_with_its_annexes(client):
    report, team, _later = published()
    client.force_login(team)

    def leaves(form):
        answer = client.get(at("annual_paper", report.pk, form))
        assert answer.status_code == 200
        return answer.content

    told = {
        "docx": ZipFile(BytesIO(leaves("docx"))).read("word/document.xml").decode(),
        "odt": ZipFile(BytesIO(leaves("odt"))).read("content.xml").decode(),
        "md": leaves("md").decode(),
    }
    for form, text in told.items():
        for words in ("Trop tard pour", "Plus tôt l’an prochain", "faute de réponse", "Jeunes accompagnés"):
            assert words in text, (form, words)
    pdf = leaves("pdf")
    assert b"/StructTreeRoot" in pdf or b"/MarkInfo" in pdf


def test_the_page_of_a_report_asks_as_much_with_one_council_as_with_twenty(client, query_count_is_flat):
    report = AnnualReportFactory()
    consultation = ConsultationFactory(edition__report=report)
    client.force_login(member_of(report.contract))

    def grow():
        row = ConsultationFactory(
            edition=consultation.edition, opinion="reserved", given_on=date(2026, 2, 9), recorded_at=NOON
        )
        RemarkFactory(consultation=row)
        ReportPartFactory(report=report)
        DebateFactory(report=report)

    query_count_is_flat(at("annual_detail", report.pk), grow, at_most=25)


def test_what_is_to_be_done_next_waits_for_the_team_only():
    report, team = a_report()
    reader = member_of(report.contract, Role.READER)
    own = [one.what for one in what_waits(team, date(2026, 2, 1)) if "Rapport annuel" in one.what]

    assert own == ["Rapport annuel 2025 : à écrire"]
    assert not [one for one in what_waits(reader, date(2026, 2, 1)) if "Rapport annuel" in one.what]


def test_the_team_sends_notes_answers_and_approves_on_its_pages(client):
    report, team, councils = a_ready_report()
    client.force_login(team)
    url = at("annual_send", report.pk)
    early = {"councils": [councils[0].pk], "way": "mail", "deadline_on": timezone.localdate().isoformat()}
    assert "un mois au moins" in client.post(url, early).content.decode()
    assert client.post(url, {"way": "mail"}).status_code == 200
    paper = {"councils": [one.pk for one in councils], "way": "paper", "sent_on": "2026-02-02"}
    assert client.post(url, paper | {"sent_on": ""}).status_code == 200
    assert client.post(url, paper).status_code == 302
    one = Consultation.objects.first()
    assert one.deadline_on == date(2026, 3, 2)

    opinion = at("annual_record_opinion", one.pk)
    said = {"opinion": "reserved", "given_on": "2026-02-01", "text": "Non.", "version": one.version}
    assert "précéder l’envoi" in client.post(opinion, said).content.decode()
    assert client.post(opinion, said | {"given_on": "2026-02-12"}).status_code == 302
    remark = one.remarks.get()
    answer = {"wording": "Non.", "answer": "Si.", "version": remark.version}
    assert client.post(at("annual_answer_remark", remark.pk), answer).status_code == 302
    assert "Si." in client.get(at("annual_follow_up", report.pk)).content.decode()

    approval = {"approved_on": "2026-04-02", "approval_number": "D 4", "version": 2}
    page = client.post(at("annual_approve", report.pk), approval).content.decode()
    assert "conseil communautaire n’a pas encore débattu" in page
    client.post(at("annual_publish", report.pk))
    report.refresh_from_db()
    assert report.published_at is None
