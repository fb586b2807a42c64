"""The pages of sessions: what is shown, what the buttons do, what a refusal keeps."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.enquiries.choices import QuestionKind, SheetState
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.factories import QuestionFactory, SheetFactory
from reciproque.evaluation.models import Attendance, Proposal, ResultVerdict, SessionSheet, ValidationSession
from reciproque.evaluation.tests.factories import (
    CampaignFactory,
    SessionFactory,
    SessionSheetFactory,
    handed_over,
)
from reciproque.framework.models import Node
from reciproque.framework.tests.factories import ResultFactory
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice

AT = datetime(2026, 3, 12, 14, tzinfo=UTC)


def text_of(page, selector):
    return " ".join(page.select_one(selector).get_text(" ").split())


@pytest.fixture
def line():
    return SessionSheetFactory(session__title="Emploi", session__place="Mairie")


@pytest.fixture
def team(line, client):
    person = member_of(line.session.campaign.contract, "team")
    client.force_login(person)
    return person


def test_a_session_is_planned_from_a_pillar(client, team, line):
    campaign = line.session.campaign
    sheet, _other = handed_over(campaign), handed_over(campaign)

    response = client.post(
        f"/campagnes/{campaign.pk}/seances/nouvelle/",
        {"title": "Santé", "starts_at": "2026-04-02T14:00", "place": "Maison", "pillars": [sheet.group_key]},
    )

    made = ValidationSession.objects.get(title="Santé")
    assert response.url == f"/seances/{made.pk}/"
    assert [row.sheet for row in made.agenda.all()] == [sheet]


def test_the_agenda_is_chosen_sheet_by_sheet_and_in_order(client, team, line):
    campaign = line.session.campaign
    first, second = handed_over(campaign), handed_over(campaign)
    address = f"/seances/{line.session.pk}/ordre-du-jour/"
    assert client.get(address).status_code == 200

    client.post(
        address,
        {
            "version": line.session.version,
            "sheet": [line.sheet_id, first.pk, second.pk],
            f"rank-{line.sheet_id}": "3",
            f"rank-{first.pk}": "2",
            f"rank-{second.pk}": "1",
        },
    )

    assert [row.sheet_id for row in line.session.agenda.all()] == [second.pk, first.pk, line.sheet_id]


def test_the_screen_shows_one_sheet_with_last_year_s_answers_and_what_is_known(client, team, read, line):
    question = QuestionFactory(round=line.sheet.round, key="done", wording="Qu’avez-vous fait ?")
    Answer.objects.create(sheet=line.sheet, question=question, value="Deux permanences.", at=AT)
    last_year = SheetFactory(subject_key=line.sheet.subject_key)
    asked = QuestionFactory(round=last_year.round, key="done")
    Answer.objects.create(sheet=last_year, question=asked, value="Une permanence.", at=AT)
    line.sheet.previous = last_year
    line.sheet.blocks = json.dumps([{"heading": "Indicateurs", "facts": [["Familles", "41"]]}])
    line.sheet.save()
    following = SessionSheetFactory(session=line.session)

    page = read(client.get(f"/seances/{line.session.pk}/ecran/"))

    assert text_of(page, ".said dd") == "Deux permanences. L’année précédente : Une permanence."
    assert text_of(page, ".panel dd") == "41"
    assert page.select_one("a[rel=next]")["href"] == f"?fiche={following.pk}"
    assert [one["data-key"] for one in page.select(".settle [data-key]")] == ["a", "m", "r", "d"]


def test_a_sheet_is_accepted_from_the_screen_and_a_double_click_does_no_harm(client, team, line):
    address = f"/seances/fiches/{line.pk}/trancher/"

    for _ in range(2):
        client.post(address, {"outcome": "accepted", "version": line.version})

    line.refresh_from_db()
    assert (line.outcome, line.sheet.state) == ("accepted", SheetState.ACCEPTED)


def test_a_return_without_words_says_what_to_do(client, team, read, line):
    page = read(
        client.post(
            f"/seances/fiches/{line.pk}/trancher/",
            {"outcome": "returned", "version": line.version},
            follow=True,
        )
    )

    assert "Dites ce qui est à reprendre" in text_of(page, ".messages")
    assert SessionSheet.objects.get().outcome == ""


def test_answers_are_corrected_on_a_page_and_a_fault_loses_nothing(client, team, read, line):
    done = QuestionFactory(round=line.sheet.round, key="done", position=1)
    QuestionFactory(round=line.sheet.round, key="publics", kind=QuestionKind.PEOPLE, position=2)
    Answer.objects.create(sheet=line.sheet, question=done, value="Peu.", at=AT)
    address = f"/seances/fiches/{line.pk}/corriger/"
    typed = {"version": line.version, "a-0": "Beaucoup.", "a-0-s": "given", "a-1": "un tas", "a-1-s": "given"}

    page = read(client.post(address, typed))
    assert page.select_one("#a-0").get_text().strip() == "Beaucoup."
    assert page.select_one("#a-1")["value"] == "un tas"
    client.post(address, typed | {"a-1": "12 ; 8"})

    line.refresh_from_db()
    told = {one.question.key: one.value for one in line.sheet.answers.select_related("question")}
    assert told == {"done": "Beaucoup.", "publics": "12 8"}
    assert line.outcome == "amended"


def test_an_amount_is_corrected_as_one_writes_it(client, team, read, line):
    amount = QuestionFactory(round=line.sheet.round, key="amount", kind=QuestionKind.AMOUNT, position=1)
    number = QuestionFactory(round=line.sheet.round, key="number", kind=QuestionKind.NUMBER, position=2)
    Answer.objects.create(sheet=line.sheet, question=amount, value="310000.00", at=AT)
    Answer.objects.create(sheet=line.sheet, question=number, value="12500.5", at=AT)
    address = f"/seances/fiches/{line.pk}/corriger/"
    page = read(client.get(address))
    shown = {f"a-{rank}": page.select_one(f"#a-{rank}")["value"] for rank in (0, 1)}
    assert [" ".join(one.split()) for one in shown.values()] == ["310 000 €", "12 500,5"]
    said = {"version": line.version, **shown, "a-0-s": "given", "a-1-s": "given"}

    client.post(address, said | {"a-1": "12 600"})

    told = {one.question.key: one.value for one in line.sheet.answers.select_related("question")}
    assert told == {"amount": "310000.00", "number": "12600"}
    amended = Entry.objects.filter(act="sheet.answer_amended")
    assert amended.count() == 1


def test_the_session_gives_its_verdict(client, team, line):
    result = ResultFactory(node=Node.objects.get(pk=line.sheet.subject_key))
    line.sheet.items = json.dumps([{"key": f"framework.result:{result.pk}", "title": result.wording}])
    line.sheet.save()
    given = {"result": result.pk, "value": "partly", "evidence": "Deux quartiers sur trois."}

    client.post(f"/seances/fiches/{line.pk}/verdict/", given)

    verdict = ResultVerdict.objects.get()
    assert (verdict.voice, verdict.value, verdict.evidence) == ("session", "partly", given["evidence"])
    assert client.get(f"/seances/{line.session.pk}/ecran/").status_code == 200


def test_a_verdict_on_a_result_of_another_contract_is_a_404(client, team, line):
    foreign = ResultFactory()

    response = client.post(f"/seances/fiches/{line.pk}/verdict/", {"result": foreign.pk, "value": "partly"})

    assert response.status_code == 404


def test_a_decision_is_noted_and_stands_on_the_page_of_decisions(client, team, read, line):
    given = {"kind": "reword_objective", "after": "Accompagner chaque famille", "reason": "Plus clair."}
    client.post(f"/seances/fiches/{line.pk}/decider/", given)
    campaign = line.session.campaign

    page = read(client.get(f"/campagnes/{campaign.pk}/decisions/"))
    assert "Accompagner chaque famille" in text_of(page, ".decision")
    client.post(f"/campagnes/{campaign.pk}/decisions/appliquer/", {"proposal": Proposal.objects.get().pk})

    assert Node.objects.get(pk=line.sheet.subject_key).title == "Accompagner chaque famille"


def test_what_cannot_be_applied_any_more_says_why_before_the_button(client, team, read, line):
    client.post(f"/seances/fiches/{line.pk}/decider/", {"kind": "reword_objective", "after": "Autre"})
    Node.objects.update(title="Changé entre-temps")

    page = read(client.get(f"/campagnes/{line.session.campaign_id}/decisions/"))

    assert "a changé depuis la séance" in text_of(page, ".decision .obstacles")
    assert not page.select_one(".decision input").has_attr("checked")


def test_attendance_is_one_list_proposed_from_who_answers(client, team, read, line):
    address = f"/seances/{line.session.pk}/presences/"
    page = read(client.get(address))
    assert str(line.sheet.organisation) in text_of(page, "table")

    client.post(
        address,
        {
            "version": line.session.version,
            "who-0": "excused",
            "others": "Conseil citoyen, coprésidente\nBailleur – absent",
        },
    )

    told = [(str(one), one.presence) for one in Attendance.objects.order_by("pk")]
    assert told == [
        (str(line.sheet.organisation), "excused"),
        ("Conseil citoyen, coprésidente", "present"),
        ("Bailleur", "absent"),
    ]


def test_two_people_note_the_attendance_and_the_second_is_told(client, team, read, line):
    address = f"/seances/{line.session.pk}/presences/"
    seen = line.session.version
    client.post(address, {"version": seen, "others": "CAF"})

    page = read(client.post(address, {"version": seen, "who-0": "present", "others": "Bailleur"}))

    assert "Quelqu’un d’autre a modifié" in page.get_text()
    assert [one.name for one in Attendance.objects.all()] == ["CAF"]


def test_people_are_convened_from_the_page(client, team, line):
    line.session.starts_at = datetime.now(UTC) + timedelta(days=7)
    line.session.save()

    client.post(f"/seances/{line.session.pk}/convoquer/", {"people": [line.sheet.recipient_id]})

    notice = Notice.objects.get(kind="evaluation.convening")
    assert (notice.person_id, "BEGIN:VEVENT" in notice.calendar) == (line.sheet.recipient_id, True)


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%PDF")])
def test_minutes_leave_as_a_paper(client, team, line, form, begins):
    client.post(f"/seances/fiches/{line.pk}/trancher/", {"outcome": "accepted", "note": "Bravo."})

    response = client.get(f"/seances/{line.session.pk}/compte-rendu/{form}/")

    assert response.content.startswith(begins)
    assert client.get(f"/seances/{line.session.pk}/compte-rendu/exe/").status_code == 404


def test_a_reader_reads_but_neither_sits_nor_decides(client, line):
    client.force_login(member_of(line.session.campaign.contract, "reader"))
    base = f"/seances/{line.session.pk}"

    assert client.get(f"{base}/").status_code == 200
    assert client.get(f"{base}/ecran/").status_code == 403
    assert client.post(f"/seances/fiches/{line.pk}/trancher/").status_code == 403


def test_lists_cost_the_same_whatever_their_length(client, team, line, query_count_is_flat):
    session = line.session

    query_count_is_flat(
        f"/seances/{session.pk}/ecran/", lambda: SessionSheetFactory(session=session), at_most=30
    )
    query_count_is_flat(
        f"/campagnes/{session.campaign_id}/seances/",
        lambda: SessionFactory(campaign=session.campaign),
        at_most=15,
    )


def test_the_sessions_of_another_contract_are_not_there(client, team):
    foreign = SessionSheetFactory()

    for address in (f"seances/{foreign.session.pk}/", f"seances/fiches/{foreign.pk}/corriger/"):
        assert client.get(f"/{address}").status_code == 404
    assert client.get(f"/campagnes/{CampaignFactory().pk}/decisions/").status_code == 404
