"""« Exporter » and the templates, as people meet them."""

import io
import struct
import zlib

import docx
import pptx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.refusals import Refused
from reciproque.core.registers import dressers
from reciproque.framework.tests.factories import NodeFactory
from reciproque.jobs.models import Job
from reciproque.journal.actions import record
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice
from reciproque.office.choices import Format
from reciproque.office.papers.content import Paper, Paragraph
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.word import write_docx
from reciproque.office.slides import starting_pptx
from reciproque.overview import actions, jobs
from reciproque.overview.choices import EXPORTED, What
from reciproque.overview.models import Letterhead, PaperTemplate, PreparedPaper
from reciproque.overview.tests.reading_back import read_back
from reciproque.overview.views import papers

TEMPLATE = Paper("{titre}", blocks=[Paragraph("Ville de Valbourg"), Paragraph("{contenu}")])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width, height):
    rows = b"".join(b"\0" + b"\x1d\x5c\x63" * width for _row in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def photograph(width, height):
    """A JPEG picture that announces a size and holds nothing."""
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width)
    return b"\xff\xd8" + frame + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9"


PNG = picture(40, 20)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def node():
    return NodeFactory(title="Accompagner les familles", code="1.1")


@pytest.fixture
def contract(node):
    return node.contract


def person(contract, role, **more):
    return MembershipFactory(role=role, contract_id=contract.pk, **more).user


def export(client, contract, what=What.FRAMEWORK, form=Format.DOCX, scope="contrat"):
    url = reverse("overview:export_contract", args=[contract.pk])
    return client.post(url, {"what": what, "scope": scope, "form": form})


@pytest.mark.parametrize("form", [one for one in Format if one != Format.PPTX])
@pytest.mark.parametrize("what", EXPORTED)
def test_whoever_reads_the_contract_takes_it_away(client, contract, what, form):
    client.force_login(person(contract, Role.READER))

    response = export(client, contract, what, form)

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'-{what}.{form}"')
    assert response.content


@pytest.mark.parametrize("form", [Format.DOCX, Format.MARKDOWN, Format.JSON])
def test_what_was_taken_away_holds_the_objective(client, contract, form):
    client.force_login(person(contract, Role.STATE))

    read = read_back(export(client, contract, form=form).content, form)

    assert [(one["title"], one["code"]) for one in read["framework"]] == [("Accompagner les familles", "1.1")]


def test_a_text_or_a_tree_narrows_it(client, contract, node):
    other = NodeFactory(tree__contract=contract, title="Habiter mieux")
    client.force_login(person(contract, Role.TEAM))

    read = read_back(export(client, contract, form="json", scope=f"cadre-{other.tree_id}").content, "json")

    assert [one["title"] for one in read["framework"]] == ["Habiter mieux"]


def test_a_stranger_and_a_lead_find_nothing(client, contract, node):
    lead = MembershipFactory(
        role=Role.LEAD, contract_id=contract.pk, scope_kind=ScopeKind.OBJECTIVE, scope_id=node.pk
    )
    for user in (UserFactory(), lead.user):
        client.force_login(user)
        assert export(client, contract).status_code == 404
        assert client.get(reverse("overview:template_list", args=[contract.pk])).status_code == 404


def test_a_tree_of_another_contract_is_no_choice(client, contract):
    other = NodeFactory()
    client.force_login(person(contract, Role.TEAM))

    response = export(client, contract, scope=f"cadre-{other.tree_id}")

    assert response.status_code == 200
    assert "Content-Disposition" not in response
    assert "Sélectionnez un choix valide" in response.content.decode()


def test_a_large_paper_is_prepared_and_told(client, contract, monkeypatch):
    monkeypatch.setattr(papers, "AT_ONCE", 0)
    user = person(contract, Role.READER)
    client.force_login(user)

    response = export(client, contract, form="odt")
    paper = PreparedPaper.objects.get()
    assert response["Location"] == reverse("overview:paper_detail", args=[paper.pk])
    assert client.get(reverse("overview:paper_file", args=[paper.pk])).status_code == 404

    class Work:
        payload = Job.objects.get(pk=paper.job_id).payload
        said = []

        def progress(self, done, total, what):
            self.said.append(what)

    jobs.make_paper(Work())
    assert "Document prêt" in Work.said
    assert Notice.objects.filter(subject__contains="est prêt").exists()
    got = client.get(reverse("overview:paper_file", args=[paper.pk]))
    assert b"".join(got.streaming_content).startswith(b"PK")
    client.force_login(person(contract, Role.READER))
    assert client.get(reverse("overview:paper_detail", args=[paper.pk])).status_code == 404


def test_who_lost_the_contract_gets_no_paper_of_it(contract):
    user = UserFactory()
    paper = actions.ask_paper(
        contract, what="cadre", form="md", text=None, tree=None, name="x.md", by=user, at=timezone.now()
    )

    class Work:
        payload = {"paper": paper.pk}

        def progress(self, *said):
            pass

    with pytest.raises(Exception, match="No Contract matches"):
        jobs.make_paper(Work())
    paper.refresh_from_db()
    assert paper.file is None


def test_old_papers_are_forgotten_with_their_bytes(client, contract):
    user = person(contract, Role.READER)
    now = timezone.now()
    paper = actions.ask_paper(
        contract, what="cadre", form="md", text=None, tree=None, name="x.md", by=user, at=now
    )
    actions.keep_paper(paper, b"abc", at=now)

    assert actions.forget_papers(now) == 0
    assert actions.forget_papers(now + actions.KEPT * 2) == 1
    assert not PreparedPaper.objects.exists()


def test_a_person_waits_for_a_few_papers_at_a_time(client, contract, monkeypatch):
    """The queue is everybody's: one person cannot fill it."""
    monkeypatch.setattr(papers, "AT_ONCE", 0)
    user = person(contract, Role.READER)
    client.force_login(user)
    for _ in range(5):
        assert export(client, contract, form="odt").status_code == 302

    refused = export(client, contract, form="odt")

    assert "Vous attendez déjà 5 documents" in refused.content.decode()
    assert PreparedPaper.objects.count() == Job.objects.count() == 5
    client.post(reverse("overview:cancel_paper", args=[PreparedPaper.objects.first().pk]))
    assert export(client, contract, form="odt").status_code == 302
    client.force_login(person(contract, Role.READER))
    assert export(client, contract, form="odt").status_code == 302


def test_papers_of_a_person_are_given_to_her_and_forgotten_with_her(contract):
    user, other = person(contract, Role.READER), person(contract, Role.READER)
    now = timezone.now()
    for one in (user, other):
        actions.ask_paper(
            contract, what="cadre", form="md", text=None, tree=None, name=f"{one.pk}.md", by=one, at=now
        )

    assert [row["document préparé"] for row in jobs.export_person(user)] == [f"{user.pk}.md"]
    jobs.forget_person(user, now)

    assert [one.asked_by for one in PreparedPaper.objects.all()] == [other]


def test_papers_of_a_contract_that_knew_who_is_forgotten_go_with_her_and_others_stay(contract):
    user, other = person(contract, Role.TEAM), person(contract, Role.READER)
    elsewhere = person(ContractFactory(), Role.READER)
    now = timezone.now()
    with transaction.atomic():
        record("contract.edited", contract, by=user, at=now, contract=contract)
    for one, where in ((other, contract), (elsewhere, ContractFactory())):
        paper = actions.ask_paper(
            where, what="cadre", form="md", text=None, tree=None, name="x.md", by=one, at=now
        )
        actions.keep_paper(paper, f"Pour {one}".encode(), at=now)

    jobs.forget_person(user, now)

    assert [one.asked_by for one in PreparedPaper.objects.all()] == [elsewhere]


def test_a_paper_that_was_forgotten_ends_its_job_well():
    class Work:
        payload = {"paper": 987}

    assert jobs.make_paper(Work()) == {"paper": None}


def bring(client, contract, data, form="docx", what=What.FRAMEWORK, name=""):
    file = SimpleUploadedFile(name or f"modele.{form}", data)
    return client.post(
        reverse("overview:template_list", args=[contract.pk]), {"what": what, "form": form, "file": file}
    )


@pytest.mark.parametrize(("form", "data"), [("docx", write_docx(TEMPLATE)), ("odt", write_odt(TEMPLATE))])
def test_the_team_brings_a_template_and_every_paper_wears_it(client, contract, form, data):
    client.force_login(person(contract, Role.TEAM))

    assert bring(client, contract, data, form).status_code == 302
    said = export(client, contract, form=form).content
    if form == "docx":
        texts = [one.text for one in docx.Document(io.BytesIO(said)).paragraphs]
        assert "Ville de Valbourg" in texts
    template = PaperTemplate.objects.get()
    assert Entry.objects.filter(act="papertemplate.added", subject_key=template.pk).exists()
    assert client.get(reverse("overview:preview_template", args=[template.pk])).status_code == 200

    client.post(reverse("overview:withdraw_template", args=[template.pk]))
    template.refresh_from_db()
    assert template.withdrawn_at is not None
    assert Entry.objects.filter(act="papertemplate.withdrawn").exists()


def test_a_newer_template_follows_the_one_before(client, contract):
    client.force_login(person(contract, Role.TEAM))
    for _again in range(2):
        bring(client, contract, write_docx(TEMPLATE))

    rows = PaperTemplate.objects.order_by("number")
    assert [(row.number, row.withdrawn_at is None) for row in rows] == [(1, False), (2, True)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (write_docx(Paper("x")), "Il manque « {contenu} »"),
        (write_odt(TEMPLATE), "Ce fichier n’est pas un document Word (.docx)."),
        (b"bonjour", "Ce fichier n’est pas un document Word (.docx)."),
        (b"x" * (6 * 1024 * 1024), "pèse plus de"),
    ],
)
def test_a_bad_template_is_refused_with_a_sentence(client, contract, data, said):
    client.force_login(person(contract, Role.TEAM))

    response = bring(client, contract, data)

    assert said in response.content.decode()
    assert not PaperTemplate.objects.exists()


def test_readers_neither_see_nor_bring_templates(client, contract):
    team = person(contract, Role.TEAM)
    upload = SimpleUploadedFile("m.docx", write_docx(TEMPLATE))
    template = actions.add_template(
        contract, what="cadre", form="docx", upload=upload, by=team, at=timezone.now()
    )
    client.force_login(person(contract, Role.READER))

    assert client.get(reverse("overview:template_list", args=[contract.pk])).status_code == 403
    assert client.get(reverse("overview:template_file", args=[template.pk])).status_code == 403
    assert client.post(reverse("overview:withdraw_template", args=[template.pk])).status_code == 403
    client.force_login(UserFactory())
    assert client.get(reverse("overview:template_file", args=[template.pk])).status_code == 404


def letterhead(client, contract, **said):
    return client.post(reverse("overview:edit_letterhead", args=[contract.pk]), said)


def test_the_letterhead_dresses_the_pdf(client, contract):
    client.force_login(person(contract, Role.TEAM))

    logo = SimpleUploadedFile("logo.png", PNG)
    letterhead(
        client,
        contract,
        logo=logo,
        colour="#1d5c63",
        header="Ville de Valbourg",
        footer="Politique de la ville",
    )

    assert Letterhead.objects.get().header == "Ville de Valbourg"
    assert export(client, contract, form="pdf").content.startswith(b"%PDF")
    assert client.get(reverse("overview:preview_letterhead", args=[contract.pk])).status_code == 200


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"colour": "rouge"}, "Une couleur s’écrit"),
        ({"colour": "#ffff00"}, "trop claire"),
        ({"logo": SimpleUploadedFile("logo.png", b"<svg/>")}, "ni une image PNG"),
        ({"logo": SimpleUploadedFile("logo.png", PNG[:-30])}, "abîmé"),
        ({"logo": SimpleUploadedFile("logo.png", picture(5_000, 1))}, "de côté"),
        ({"logo": SimpleUploadedFile("logo.jpg", photograph(60_000, 60_000))}, "de côté"),
        ({"logo": SimpleUploadedFile("logo.jpg", photograph(60, 60))}, "abîmé"),
    ],
)
def test_a_bad_letterhead_is_refused(client, contract, said, why):
    client.force_login(person(contract, Role.TEAM))

    assert why in letterhead(client, contract, **said).content.decode()
    assert not Letterhead.objects.exists()


def test_two_people_at_once_on_the_letterhead(contract):
    team = person(contract, Role.TEAM)
    now = timezone.now()
    first = actions.set_letterhead(contract, seen=None, header="A", by=team, at=now)
    actions.set_letterhead(contract, seen=first.version, header="B", by=team, at=now)

    with pytest.raises(Refused):
        actions.set_letterhead(contract, seen=first.version, header="C", by=team, at=now)


@pytest.mark.parametrize(
    ("form", "what"), [("docx", What.FRAMEWORK), ("odt", What.EVALUATION), ("pptx", What.SLIDES)]
)
def test_the_starting_point_is_itself_a_template(client, contract, form, what):
    client.force_login(person(contract, Role.TEAM))
    data = client.get(reverse("overview:starting_point", args=[contract.pk, form])).content

    assert bring(client, contract, data, form, what).status_code == 302
    preview = client.get(reverse("overview:preview_template", args=[PaperTemplate.objects.get().pk]))
    assert preview["Content-Disposition"].endswith(f'-{what}.{form}"')
    assert preview.content.startswith(b"PK")


def test_slides_take_a_presentation_and_papers_a_document(client, contract):
    client.force_login(person(contract, Role.TEAM))
    said = "Un diaporama prend un modèle PowerPoint"

    assert said in bring(client, contract, starting_pptx(), "pptx", What.FRAMEWORK).content.decode()
    assert said in bring(client, contract, write_docx(TEMPLATE), "docx", What.SLIDES).content.decode()
    assert not PaperTemplate.objects.exists()


def test_what_a_presentation_lacks_is_said_once_it_is_in_use(client, contract):
    client.force_login(person(contract, Role.TEAM))
    bare = pptx.Presentation()
    for layout in list(bare.slide_layouts)[2:]:
        bare.slide_layouts.remove(layout)
    file = io.BytesIO()
    bare.save(file)

    bring(client, contract, file.getvalue(), "pptx", What.SLIDES)
    page = client.get(reverse("overview:template_list", args=[contract.pk])).content.decode()

    assert "Aucune disposition « Titre seul »" in page
    assert PaperTemplate.objects.filter(what=What.SLIDES, withdrawn_at=None).exists()


def test_the_apps_below_ask_for_the_dress(client, contract):
    client.force_login(person(contract, Role.TEAM))
    bring(client, contract, starting_pptx(), "pptx", What.SLIDES)
    [dresser] = dressers

    assert dresser.dress(contract, "diaporama", "pptx").template == starting_pptx()
    assert dresser.dress(contract, "evaluation", "docx").template == b""
    assert dresser.url(contract) == reverse("overview:template_list", args=[contract.pk])
