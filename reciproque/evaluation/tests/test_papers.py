"""Papers of a campaign as people meet them: made, waited for, released, taken back, discarded."""

import io
from datetime import UTC, datetime

import pptx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from reciproque.accounts.actions import forget_person
from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.core.refusals import Refused
from reciproque.core.registers import Dresser, dressers
from reciproque.enquiries.tests.factories import SheetFactory
from reciproque.evaluation import jobs
from reciproque.evaluation.actions import papers as actions
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.choices import PAPER_FORMATS, PaperKind
from reciproque.evaluation.models import CampaignPaper
from reciproque.evaluation.rules import papers as rules
from reciproque.evaluation.tests.factories import CampaignFactory
from reciproque.jobs.models import Job
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice
from reciproque.office.grids import read_grid
from reciproque.office.models import StoredFile
from reciproque.office.papers.making import Dress
from reciproque.office.paths import open_stored
from reciproque.office.slides import starting_pptx

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
CASES = [(what, form) for what, forms in PAPER_FORMATS.items() for form in forms]


@pytest.fixture
def campaign():
    made = CampaignFactory(title="Évaluation 2026")
    SheetFactory(round=made.round, title="Lire avant six ans", group="Réussir", group_key=1)
    return made


def person(campaign, role):
    return MembershipFactory(role=role, contract_id=campaign.contract_id).user


def page(campaign):
    return reverse("evaluation:campaign_papers", args=[campaign.pk])


def prepare(client, campaign, what="diaporama", form="pptx", **more):
    return client.post(page(campaign), {"paper": f"{what}.{form}", **more})


class Work:
    def __init__(self, paper):
        self.payload = {"paper": paper}
        self.said = []

    def progress(self, done, total=0, message=""):
        self.said.append((done, total))


@pytest.mark.parametrize(("what", "form"), CASES)
def test_the_team_prepares_everything_and_downloads_it(client, campaign, what, form):
    client.force_login(person(campaign, Role.TEAM))

    assert prepare(client, campaign, what, form).status_code == 302
    paper = CampaignPaper.objects.get()

    assert paper.name == f"evaluation-2026-{what}-provisoire.{form}"
    assert paper.is_provisional
    response = client.get(reverse("evaluation:campaign_paper_file", args=[paper.pk]))
    assert b"".join(response.streaming_content)
    assert Entry.objects.filter(act="campaignpaper.asked", subject_key=paper.pk).exists()
    assert "provisoire" in client.get(page(campaign)).content.decode()


def test_readers_see_what_was_released_and_nothing_else(client, campaign):
    team = person(campaign, Role.TEAM)
    paper = actions.have_paper_made(campaign, what="tableaux", form="ods", by=team, at=AT)
    client.force_login(person(campaign, Role.COUNCILLOR))
    file = reverse("evaluation:campaign_paper_file", args=[paper.pk])

    assert client.get(file).status_code == 404
    assert "n’a encore diffusé aucun document" in client.get(page(campaign)).content.decode()
    assert prepare(client, campaign).status_code == 403

    actions.release_paper(paper, by=team, at=AT)
    assert client.get(file).status_code == 200
    assert client.post(reverse("evaluation:discard_paper", args=[paper.pk])).status_code == 403

    actions.take_back_paper(paper, by=team, at=AT)
    assert client.get(file).status_code == 404


def test_strangers_find_nothing(client, campaign):
    team = person(campaign, Role.TEAM)
    paper = actions.have_paper_made(campaign, what="tableaux", form="ods", by=team, at=AT)
    actions.release_paper(paper, by=team, at=AT)
    client.force_login(UserFactory())

    assert client.get(page(campaign)).status_code == 404
    assert prepare(client, campaign).status_code == 404
    assert client.get(reverse("evaluation:campaign_paper_file", args=[paper.pk])).status_code == 404
    assert client.post(reverse("evaluation:release_paper", args=[paper.pk])).status_code == 404


def test_a_large_report_is_made_by_the_worker_and_its_person_is_told(client, campaign, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", dict.fromkeys(rules.SLOW, 0))
    team = person(campaign, Role.TEAM)
    client.force_login(team)

    response = prepare(client, campaign, "evaluation", "pdf", with_annex="on")
    paper = CampaignPaper.objects.get()
    assert response["Location"] == reverse("evaluation:campaign_paper", args=[paper.pk])
    assert "Annuler ce travail" in client.get(response["Location"]).content.decode()
    assert "en préparation" in client.get(page(campaign)).content.decode()
    assert client.get(reverse("evaluation:campaign_paper_file", args=[paper.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.release_paper(paper, by=team, at=AT)

    work = Work(paper.pk)
    assert jobs.make_paper(work) == {"paper": paper.pk}
    paper.refresh_from_db()
    assert paper.file.media_type == "application/pdf"
    assert work.said[-1] == (2, 2)
    assert Notice.objects.filter(kind="evaluation.paper", to=team.email).exists()


def test_a_paper_that_was_discarded_meanwhile_is_made_for_nobody(campaign, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", dict.fromkeys(rules.SLOW, 0))
    team = person(campaign, Role.TEAM)
    paper = actions.have_paper_made(campaign, what="evaluation", form="pdf", by=team, at=AT)
    key = paper.pk
    actions.discard_paper(paper, by=team, at=AT)

    assert jobs.make_paper(Work(key)) == {"paper": None}


def test_cancelling_stops_the_work(client, campaign, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", dict.fromkeys(rules.SLOW, 0))
    client.force_login(person(campaign, Role.TEAM))
    prepare(client, campaign, "evaluation", "odt")
    paper = CampaignPaper.objects.get()

    client.post(reverse("evaluation:cancel_paper", args=[paper.pk]))

    assert Job.objects.get(pk=paper.job_id).state == "cancelled"
    assert "non abouti" in client.get(page(campaign)).content.decode()


def test_nobody_waits_for_more_than_a_few(campaign, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", dict.fromkeys(rules.SLOW, 0))
    team = person(campaign, Role.TEAM)
    for _one in range(rules.MOST_UNDER_WAY):
        actions.have_paper_made(campaign, what="evaluation", form="pdf", by=team, at=AT)

    with pytest.raises(Refused, match="Vous attendez déjà 5 documents"):
        actions.have_paper_made(campaign, what="evaluation", form="pdf", by=team, at=AT)


def test_a_kind_is_made_in_its_formats_only(client, campaign):
    team = person(campaign, Role.TEAM)
    with pytest.raises(Refused, match="PowerPoint"):
        actions.have_paper_made(campaign, what=PaperKind.SLIDES, form="pdf", by=team, at=AT)

    client.force_login(team)
    assert prepare(client, campaign, "diaporama", "docx").status_code == 200
    said = "L’annexe va avec le rapport"
    assert said in prepare(client, campaign, with_annex="on").content.decode()
    assert not CampaignPaper.objects.exists()


def test_what_is_released_is_not_discarded(client, campaign):
    client.force_login(person(campaign, Role.TEAM))
    prepare(client, campaign)
    paper = CampaignPaper.objects.get()

    client.post(reverse("evaluation:release_paper", args=[paper.pk]))
    client.post(reverse("evaluation:discard_paper", args=[paper.pk]))
    assert CampaignPaper.objects.filter(released_at__isnull=False).exists()
    assert "diffusé" in client.get(page(campaign)).content.decode()

    client.post(reverse("evaluation:take_back_paper", args=[paper.pk]))
    client.post(reverse("evaluation:discard_paper", args=[paper.pk]))
    assert not CampaignPaper.objects.exists()
    assert not StoredFile.objects.filter(pk=paper.file_id).exists()
    acts = Entry.objects.values_list("act", flat=True)
    assert {"campaignpaper.released", "campaignpaper.taken_back", "campaignpaper.discarded"} <= set(acts)


def test_releasing_twice_says_so(campaign):
    team = person(campaign, Role.TEAM)
    paper = actions.have_paper_made(campaign, what="tableaux", form="xlsx", by=team, at=AT)
    actions.release_paper(paper, by=team, at=AT)

    with pytest.raises(Refused, match="déjà diffusé"):
        actions.release_paper(paper, by=team, at=AT)


def test_the_database_knows_that_nothing_is_released_before_it_is_made(campaign):
    team = person(campaign, Role.TEAM)
    paper = actions.have_paper_made(campaign, what="tableaux", form="xlsx", by=team, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignPaper.objects.filter(pk=paper.pk).update(file=None, released_at=AT)


def test_a_frozen_year_bears_its_digest(client, campaign):
    sheet = campaign.round.sheets.get()
    snapshot = freeze_campaign(campaign, left_open=[sheet.pk], by=None, at=AT)
    client.force_login(person(campaign, Role.TEAM))
    prepare(client, campaign)
    paper = CampaignPaper.objects.get()

    assert paper.digest == snapshot.digest
    assert paper.name == "evaluation-2026-diaporama.pptx"
    shown = client.get(page(campaign)).content.decode()
    assert snapshot.digest[:16] in shown
    assert "provisoire" not in shown
    assert snapshot.digest[:16] in cover_of(client, paper)


def test_what_was_prepared_before_the_freeze_stays_provisional(client, campaign):
    client.force_login(person(campaign, Role.TEAM))
    prepare(client, campaign)
    freeze_campaign(campaign, left_open=[campaign.round.sheets.get().pk], by=None, at=AT)
    paper = CampaignPaper.objects.get()

    assert paper.is_provisional
    assert "Version provisoire" in cover_of(client, paper)
    assert "provisoire" in client.get(page(campaign)).content.decode()


def cover_of(client, paper):
    response = client.get(reverse("evaluation:campaign_paper_file", args=[paper.pk]))
    deck = pptx.Presentation(io.BytesIO(b"".join(response.streaming_content)))
    return "\n".join(one.text_frame.text for one in deck.slides[0].shapes if one.has_text_frame)


def test_the_team_gives_its_look(client, campaign, monkeypatch):
    asked = []

    def dress(contract, what, form):
        asked.append((contract, what, form))
        return Dress(template=starting_pptx() if form == "pptx" else b"")

    monkeypatch.setattr(dressers, "_entries", [Dresser("test", dress, lambda contract: "/modeles/")])
    client.force_login(person(campaign, Role.TEAM))
    prepare(client, campaign)
    prepare(client, campaign, "evaluation", "docx")

    assert asked == [(campaign.contract, "diaporama", "pptx"), (campaign.contract, "evaluation", "docx")]
    assert "/modeles/" in client.get(page(campaign)).content.decode()


def test_the_page_says_what_is_missing(client, campaign):
    client.force_login(person(campaign, Role.READER))

    assert "1 fiche n’a pas été rendue : Lire avant six ans." in client.get(page(campaign)).content.decode()


def test_the_page_costs_the_same_whatever_was_prepared(client, campaign, query_count_is_flat):
    team = person(campaign, Role.TEAM)
    client.force_login(team)

    def one_more():
        actions.have_paper_made(campaign, what="tableaux", form="xlsx", by=team, at=AT)

    query_count_is_flat(page(campaign), one_more, at_most=40)


def test_a_leaver_has_nothing_made_any_more(campaign, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", dict.fromkeys(rules.SLOW, 0))
    membership = MembershipFactory(role=Role.TEAM, contract_id=campaign.contract_id)
    paper = actions.have_paper_made(campaign, what="evaluation", form="pdf", by=membership.user, at=AT)
    membership.delete()

    with pytest.raises(PermissionDenied):
        jobs.make_paper(Work(paper.pk))
    paper.refresh_from_db()
    assert paper.file is None


def test_what_was_made_with_the_name_of_a_person_who_is_forgotten_goes_and_is_made_again(
    client, read, campaign
):
    team = person(campaign, Role.TEAM)
    asked = SheetFactory(round=campaign.round, recipient__name="Zélie Marchandeau").recipient
    elsewhere = CampaignFactory()
    SheetFactory(round=elsewhere.round)
    client.force_login(team)
    prepare(client, campaign, "tableaux", "xlsx")
    [paper] = CampaignPaper.objects.all()
    other = actions.have_paper_made(
        elsewhere, what="tableaux", form="xlsx", by=person(elsewhere, Role.TEAM), at=AT
    )
    actions.release_paper(paper, by=team, at=AT)

    forget_person(asked, by=None, at=AT)

    paper.refresh_from_db()
    other.refresh_from_db()
    assert (paper.file, paper.released_at, paper.emptied_at) == (None, None, AT)
    assert other.file is not None
    assert list(StoredFile.objects.all()) == [other.file]
    row = read(client.get(page(campaign))).select_one("main .lines li")
    assert "à refaire" in row.get_text()
    form = row.select_one("input[name=paper]").find_parent("form")
    client.post(form["action"], {one["name"]: one["value"] for one in form.select("input[name=paper]")})
    made = CampaignPaper.objects.exclude(pk__in=[paper.pk, other.pk]).get()
    with made.file and open_stored(made.file) as file:
        rows = [" ".join(line) for line in read_grid(file, name="f.xlsx").rows]
    assert not any("Marchandeau" in line for line in rows)
