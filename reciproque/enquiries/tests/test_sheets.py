"""A sheet from hand to hand: answered, shared, checked, returned, accepted, refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.actions import close_account
from reciproque.accounts.models import Link, User
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.choices import AnswerStatus, SheetState, Step
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.conftest import NOW
from reciproque.enquiries.tests.factories import QuestionFactory, RoundFactory, SheetFactory
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice


def save(sheet, question, value, **more):
    return actions.save_answer(sheet, question, value=value, **{"by": sheet.recipient, "at": NOW, **more})


def handed(sheet, done):
    save(sheet, done, "Deux ateliers")
    return actions.submit_sheet(sheet, by=sheet.recipient, at=NOW)


def steps(sheet):
    return list(sheet.steps.values_list("step", flat=True))


def test_the_first_answer_begins_the_sheet_and_leaves_no_entry(sheet, done):
    answer = save(sheet, done, " Deux ateliers ")

    sheet.refresh_from_db()
    assert (answer.value, sheet.state, sheet.begun_at) == ("Deux ateliers", SheetState.BEGUN, NOW)
    assert steps(sheet) == [Step.BEGUN]
    assert not Entry.objects.filter(subject_label__startswith="enquiries").exists()


def test_zero_not_applicable_unknown_and_nothing_are_four_things(sheet, count):
    kept = {}
    for said, status in (("0", "given"), ("", "na"), ("", "unknown"), ("", "given")):
        save(sheet, count, said, status=status)
        kept[said, status] = [(a.value, a.status) for a in queries.answers_of(sheet).values()]

    assert list(kept.values()) == [
        [("0", AnswerStatus.GIVEN)],
        [("", AnswerStatus.NOT_APPLICABLE)],
        [("", AnswerStatus.UNKNOWN)],
        [],
    ]


def test_two_people_at_once_are_shown_each_other(sheet, done):
    first = save(sheet, done, "Un", seen=0)
    with pytest.raises(Overtaken) as overtaken:
        save(sheet, done, "Deux", seen=0)
    assert overtaken.value.current.value == "Un"

    second = save(sheet, done, "Deux", seen=first.version)
    assert (
        save(sheet, done, "Deux", seen=first.version).version == second.version
    )  # says the same: no quarrel


def test_an_answer_that_was_emptied_and_written_anew_is_not_taken_for_the_former_one(sheet, done):
    seen = save(sheet, done, "Un").version
    save(sheet, done, "")
    with pytest.raises(Overtaken) as overtaken:
        save(sheet, done, "Un et demi", seen=seen)
    assert overtaken.value.current.value == ""

    save(sheet, done, "Deux", seen=0)
    with pytest.raises(Overtaken):
        save(sheet, done, "Un et demi", seen=seen)


def test_each_question_asks_about_each_item(round_):
    each = QuestionFactory(
        round=round_, kind="each", options="oui = Atteint\nnon = Pas atteint", required=True
    )
    sheet = SheetFactory(round=round_, items='[{"key": "r:1", "title": "Résultat 1"}]')

    save(sheet, each, "Atteint", item="r:1", comment="Enquête de juin")

    assert queries.answers_of(sheet)[each.key, "r:1"].comment == "Enquête de juin"
    for item in ("", "r:2"):
        with pytest.raises(Refused):
            save(sheet, each, "oui", item=item)


def test_questions_of_another_round_or_another_subject_are_no_questions_of_the_sheet(sheet, round_):
    for other in (QuestionFactory(), QuestionFactory(round=round_, only_on="x.y")):
        with pytest.raises(Refused):
            save(sheet, other, "x")


def test_only_people_of_the_sheet_answer(sheet, done, team):
    for stranger in (UserFactory(), member_of(sheet.round.contract, "reader"), SheetFactory().recipient):
        with pytest.raises(PermissionDenied):
            save(sheet, done, "x", by=stranger)

    assert save(sheet, done, "Au téléphone", by=team)


@pytest.mark.parametrize("after", ["closing", "last day", "handing over"])
def test_nothing_is_written_any_more(sheet, done, team, after):
    at = NOW
    save(sheet, done, "Un")
    if after == "closing":
        actions.close_round(sheet.round, by=team, at=NOW)
    elif after == "last day":
        at = NOW + timedelta(days=100)
    else:
        actions.submit_sheet(sheet, by=sheet.recipient, at=NOW)

    with pytest.raises(Refused):
        save(sheet, done, "Deux", at=at)
    with pytest.raises(Refused):
        actions.refuse_sheet(sheet, reason="Non", by=sheet.recipient, at=at)

    assert Answer.objects.get().value == "Un"


def test_what_is_missing_is_named_before_the_sheet_can_be_handed_over(sheet, done, count):
    assert len(actions.obstacles_to_submitting(sheet)) == 1
    save(sheet, count, "12")
    assert actions.obstacles_to_submitting(sheet) == [f"« {done.wording} » attend une réponse."]
    with pytest.raises(Refused):
        actions.submit_sheet(sheet, by=sheet.recipient, at=NOW)

    save(sheet, done, "", status=AnswerStatus.NOT_APPLICABLE)

    assert actions.submit_sheet(sheet, by=sheet.recipient, at=NOW).state == SheetState.SUBMITTED


def test_a_second_click_hands_over_once(sheet, done):
    handed(sheet, done)
    again = actions.submit_sheet(sheet, by=sheet.recipient, at=NOW)

    assert again.state == SheetState.SUBMITTED
    assert steps(sheet) == [Step.BEGUN, Step.SUBMITTED]
    assert Entry.objects.filter(act="sheet.submitted").count() == 1


def test_a_sheet_is_accepted_reopened_amended_returned(sheet, done, team):
    handed(sheet, done)
    actions.accept_sheet(sheet, by=team, at=NOW)
    with pytest.raises(Refused):
        actions.amend_answer(sheet, done, value="Trois", by=team, at=NOW)
    actions.reopen_sheet(sheet, by=team, at=NOW)
    actions.amend_answer(sheet, done, value="Trois", by=team, at=NOW)
    with pytest.raises(Refused, match="pourquoi"):
        actions.return_sheet(sheet, reason=" ", by=team, at=NOW)

    returned = actions.return_sheet(sheet, reason="Combien de personnes ?", by=team, at=NOW)

    assert returned.state == SheetState.RETURNED
    assert "Combien de personnes" in Notice.objects.get(person_id=sheet.recipient_id).body
    assert Entry.objects.filter(act="sheet.answer_amended").count() == 1
    assert save(sheet, done, "Quatre").value == "Quatre"
    sheet.refresh_from_db()
    assert sheet.state == SheetState.RETURNED


def test_the_body_checks_before_the_sheet_is_handed_over(done, sheet, team):
    round_ = sheet.round
    round_.needs_check = True
    round_.save()
    with pytest.raises(Refused, match="relue"):
        handed(sheet, done)
    checker = UserFactory(email=f"directrice@{sheet.recipient.email.split('@')[1]}")
    actions.name_checker(sheet, email=checker.email, by=sheet.recipient, at=NOW)

    handed_over = handed(sheet, done)
    assert handed_over.state == SheetState.CHECKING
    assert Notice.objects.get(person_id=checker.pk).subject.startswith("À relire")
    with pytest.raises(PermissionDenied):
        actions.approve_sheet(sheet, by=sheet.recipient, at=NOW)
    actions.return_sheet(sheet, reason="Trop court", by=checker, at=NOW)
    actions.submit_sheet(sheet, by=sheet.recipient, at=NOW)

    assert actions.approve_sheet(sheet, by=checker, at=NOW).state == SheetState.SUBMITTED
    with pytest.raises(PermissionDenied):
        actions.return_sheet(sheet, reason="Encore", by=checker, at=NOW)


def test_who_answers_for_her_body_alone_says_so(done, sheet):
    sheet.round.needs_check = True
    sheet.round.save()
    save(sheet, done, "Un")

    assert actions.submit_sheet(sheet, vouches=True, by=sheet.recipient, at=NOW).state == "submitted"
    assert "répond pour son organisme" in sheet.steps.get(step=Step.SUBMITTED).note


def test_a_sheet_is_refused_with_a_reason_and_asked_again(sheet, team):
    with pytest.raises(Refused):
        actions.refuse_sheet(sheet, reason="", by=sheet.recipient, at=NOW)
    actions.refuse_sheet(sheet, reason="Pas de mon ressort", by=sheet.recipient, at=NOW)

    again = actions.ask_again(sheet, by=team, at=NOW)

    assert (again.state, again.reason) == (SheetState.SENT, "")
    actions.excuse_sheet(sheet, by=team, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.ask_again(sheet, by=sheet.recipient, at=NOW)


def test_a_colleague_helps_with_a_link_of_her_own(sheet, done):
    domain = sheet.recipient.email.split("@")[1]
    actions.forward_sheet(sheet, email=f"collegue@{domain}", name="Collègue", by=sheet.recipient, at=NOW)
    helper = User.objects.get(email=f"collegue@{domain}")

    save(sheet, done, "À deux", by=helper)
    with pytest.raises(PermissionDenied):
        actions.submit_sheet(sheet, by=helper, at=NOW)
    with pytest.raises(Refused, match="déjà"):
        actions.forward_sheet(sheet, email=helper.email, by=sheet.recipient, at=NOW)
    assert Link.objects.get(user=helper).is_open(NOW)

    actions.revoke_access(sheet, helper, by=sheet.recipient, at=NOW)

    assert not Link.objects.get(user=helper).is_open(NOW)
    with pytest.raises(PermissionDenied):
        save(sheet, done, "Seule", by=helper)
    assert steps(sheet)[-1] == Step.REVOKED


@pytest.mark.parametrize("email", ["voisin@ailleurs.fr", "moi@gmail.com", "pas une adresse", "a@b\x00.fr"])
def test_a_sheet_does_not_leave_the_body(sheet, email):
    sheet.recipient.email = "elle@gmail.com"
    for pass_on in (actions.forward_sheet, actions.reassign_sheet):
        with pytest.raises(Refused):
            pass_on(sheet, email=email, by=sheet.recipient, at=NOW)


def test_people_of_the_same_body_share_whatever_their_address(sheet):
    colleague = UserFactory(email="elle@gmail.com", organisation=sheet.organisation)

    assert actions.forward_sheet(sheet, email="ELLE@gmail.com", by=sheet.recipient, at=NOW).user == colleague


def test_not_me_but_another(sheet, done, team):
    before, domain = sheet.recipient, sheet.recipient.email.split("@")[1]

    actions.reassign_sheet(sheet, email=f"autre@{domain}", name="Autre", by=before, at=NOW)

    sheet.refresh_from_db()
    assert sheet.recipient.name == "Autre"
    assert Notice.objects.get(person_id=sheet.recipient_id).url.startswith("/fiches/")
    with pytest.raises(PermissionDenied):
        save(sheet, done, "x", by=before)
    assert not access.sheets_taken_part_in(before).exists()
    assert steps(sheet) == [Step.REASSIGNED]


def test_a_lead_who_left_is_nobody_and_the_sheet_goes_to_another(sheet, done, team):
    close_account(sheet.recipient, by=None, at=NOW)
    new = UserFactory()

    actions.set_recipient(sheet, new, by=team, at=NOW)

    assert save(sheet, done, "Repris", by=new).by == new
    with pytest.raises(Refused, match="fermé"):
        actions.reassign_sheet(sheet, email=sheet.recipient.email, by=team, at=NOW)


def test_a_day_of_its_own_stays_within_the_round(sheet, team):
    actions.extend_sheet(sheet, due_on=date(2026, 3, 20), by=team, at=NOW)
    for wrong in (date(2026, 4, 2), date(2026, 1, 1)):
        with pytest.raises(Refused):
            actions.extend_sheet(sheet, due_on=wrong, by=team, at=NOW)

    sheet.refresh_from_db()
    assert sheet.due_on == date(2026, 3, 20)


def test_who_sees_what(sheet, done, team):
    reader, stranger = member_of(sheet.round.contract, "reader"), member_of(ContractFactory())

    def seen():
        people = (team, sheet.recipient, reader, stranger)
        return [
            access.sheets_visible_to(User.objects.get(pk=p.pk)).filter(pk=sheet.pk).exists() for p in people
        ]

    assert seen() == [True, True, False, False]
    handed(sheet, done)
    assert seen() == [True, True, False, False]
    actions.accept_sheet(sheet, by=team, at=NOW)
    assert seen() == [True, True, True, False]


def test_a_round_in_preparation_is_known_to_its_team_only():
    round_ = RoundFactory(state="draft", opened_at=None)
    people = [member_of(round_.contract), member_of(round_.contract, "reader"), UserFactory()]

    assert [access.rounds_visible_to(person).count() for person in people] == [1, 0, 0]
