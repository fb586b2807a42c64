"""The pages on which a sheet is filled in: without an account, without JavaScript, by several people."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.actions import close_account, issue_link
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.accounts.tests.factories import UserFactory
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import SheetState, Step
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.factories import QuestionFactory, SheetFactory
from reciproque.notices.models import Notice


@pytest.fixture
def round_(round_):
    """Open today: pages ask the clock."""
    today = timezone.localdate()
    round_.due_on, round_.closes_on = today + timedelta(days=5), today + timedelta(days=30)
    round_.opens_on = today
    round_.save()
    return round_


def link_to(sheet, user=None, **more):
    now = timezone.now()
    values = {"at": now, "subject": sheet.round, "expires_at": now + timedelta(days=90)} | more
    return issue_link(user or sheet.recipient, LinkPurpose.SHEETS, **values).token


def page_of(sheet, user=None):
    return reverse("enquiries:sheet_by_link", args=[link_to(sheet, user), sheet.pk])


def form_of(page):
    """What the form would send as it stands."""
    data = {}
    for one in page.select("form.fill input[name], form.fill textarea[name]"):
        if one.get("type") == "file" or (
            one.get("type") in ("radio", "checkbox") and not one.has_attr("checked")
        ):
            continue
        data[one["name"]] = one.text.removeprefix("\n") if one.name == "textarea" else one.get("value", "")
    return data


def saved(sheet):
    return {key: (one.value, one.status) for (key, _item), one in queries.answers_of(sheet).items()}


def test_one_sheet_is_opened_at_once_and_several_are_listed(client, sheet, round_):
    token = link_to(sheet)
    home = reverse("enquiries:sheets_by_link", args=[token])
    assert client.get(home).url == reverse("enquiries:sheet_by_link", args=[token, sheet.pk])

    other = SheetFactory(round=round_, recipient=sheet.recipient)
    page = client.get(home).content.decode()

    assert sheet.title in page
    assert other.title in page
    assert "2 fiches attendent" in page


def test_a_form_without_javascript_saves_everything_and_hands_over(client, read, sheet, done, count):
    url = page_of(sheet)
    data = form_of(read(client.get(url)))
    data |= {f"v-{done.pk}-": "Deux ateliers\r\nà la Maison", f"v-{count.pk}-": "1 200", "acte": "rendre"}

    answer = client.post(url, data, follow=True)

    assert "Votre fiche est partie" in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.state == SheetState.SUBMITTED
    assert saved(sheet) == {"done": ("Deux ateliers\nà la Maison", "given"), "count": ("1200", "given")}
    again = client.post(url, data, follow=True)
    assert again.status_code == 200
    assert list(sheet.steps.values_list("step", flat=True)) == [Step.BEGUN, Step.SUBMITTED]


def test_what_cannot_be_kept_stays_on_the_page_and_the_rest_is_kept(client, read, sheet, done, count):
    url = page_of(sheet)
    data = form_of(read(client.get(url))) | {
        f"v-{done.pk}-": "Fait",
        f"v-{count.pk}-": "beaucoup",
        "acte": "rendre",
    }

    page = read(client.post(url, data))

    assert "n’est pas un nombre" in page.select_one(".summary").text
    assert page.select_one(f"[name='v-{count.pk}-']")["value"] == "beaucoup"
    assert saved(sheet) == {"done": ("Fait", "given")}
    sheet.refresh_from_db()
    assert sheet.state == SheetState.BEGUN


def test_a_field_saves_itself_and_tells_what_is_missing(client, read, sheet, done, count):
    url = page_of(sheet)
    mark = form_of(read(client.get(url)))[f"n-{count.pk}-"]

    told = client.post(
        url, {f"n-{count.pk}-": mark, f"v-{count.pk}-": "12"}, headers={"accept": "application/json"}
    ).json()

    assert (told["done"], told["total"]) == (1, 2)
    assert told["obstacles"] == [f"« {done.wording} » attend une réponse."]
    assert told["fields"][f"{count.pk}-"]["mark"] != mark


def test_two_people_at_once_see_both_answers(client, read, sheet, done):
    url = page_of(sheet)
    data = form_of(read(client.get(url)))
    actions.save_answer(sheet, done, value="La sienne", by=None, at=timezone.now())

    told = client.post(
        url, data | {f"v-{done.pk}-": "La mienne"}, headers={"accept": "application/json"}
    ).json()["fields"][f"{done.pk}-"]
    page = read(client.post(url, data | {f"v-{done.pk}-": "La mienne"}))

    assert told["elsewhere"]["value"] == "La sienne"
    assert "La sienne" in page.select_one(".elsewhere").text
    assert page.select_one(f"[name='v-{done.pk}-']").text.strip() == "La mienne"
    client.post(url, form_of(page))
    assert saved(sheet)["done"][0] == "La mienne"


def test_a_field_that_was_not_touched_leaves_the_answer_of_another_alone(client, read, sheet, done, count):
    url = page_of(sheet)
    data = form_of(read(client.get(url)))
    actions.save_answer(sheet, done, value="La sienne", by=None, at=timezone.now())

    client.post(url, data | {f"v-{count.pk}-": "3"})

    assert saved(sheet) == {"done": ("La sienne", "given"), "count": ("3", "given")}


def test_a_reason_for_no_value_and_a_value_do_not_go_together(client, read, sheet, count):
    url = page_of(sheet)
    name = f"{count.pk}-"

    def send(**changed):
        client.post(url, form_of(read(client.get(url))) | changed)
        return saved(sheet).get("count")

    assert send(**{f"v-{name}": "3"}) == ("3", "given")
    assert send(**{f"s-{name}": "unknown"}) == ("", "unknown")
    assert send(**{f"v-{name}": "4"}) == ("4", "given")


def test_every_kind_of_question_goes_there_and_back(client, read, sheet, round_, done, count):
    kinds = {
        "short": "x", "number": "3,5", "amount": "12 500,50", "yes_no": "yes", "choice": "b", "date": "2026-03-01",
    }  # fmt: skip
    made = {kind: QuestionFactory(round=round_, kind=kind, options="a = A\nb = B") for kind in kinds}
    several = QuestionFactory(round=round_, kind="several", options="a = A\nb = B\nc = C")
    people = QuestionFactory(round=round_, kind="people")
    each = QuestionFactory(round=round_, kind="each", options="a = A\nb = B")
    sheet.items = '[{"key": "r:1", "title": "Un"}, {"key": "r:2", "title": "Deux"}]'
    sheet.save()
    url = page_of(sheet)
    data = form_of(read(client.get(url)))
    data |= {f"v-{made[kind].pk}-": value for kind, value in kinds.items()}
    data |= {f"v-{several.pk}-": ["a", "c"], f"w-{people.pk}-": "12", f"m-{people.pk}-": ""}
    data |= {f"v-{each.pk}-r:2": "a", f"c-{each.pk}-r:2": "Vu sur place"}

    page = read(client.post(url, data, follow=True))

    answers = queries.answers_of(sheet)
    kept = [answers[made[kind].key, ""].value for kind in kinds]
    assert kept == ["x", "3.5", "12500.50", "yes", "b", "2026-03-01"]
    assert answers[several.key, ""].value == "a\nc"
    assert answers[people.key, ""].value == "12 -"
    assert answers[each.key, "r:2"].comment == "Vu sur place"
    before = {key: (one.value, one.version) for key, one in answers.items()}
    client.post(url, form_of(page) | {f"v-{several.pk}-": ["a", "c"]})
    assert {key: (one.value, one.version) for key, one in queries.answers_of(sheet).items()} == before


def test_files_are_joined_fetched_and_removed(client, read, sheet, round_):
    question = QuestionFactory(round=round_, kind="file", required=True)
    url = page_of(sheet)

    client.post(url, {f"f-{question.pk}": SimpleUploadedFile("bilan.pdf", b"%PDF-1.4 bilan")})

    attachment = sheet.attachments.get()
    fetched = client.get(f"{url}pieces/{attachment.pk}/")
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")
    assert not any(question.wording in one for one in actions.obstacles_to_submitting(sheet))
    other = SheetFactory(round=round_)
    assert client.get(f"{page_of(other)}pieces/{attachment.pk}/").status_code == 404
    client.post(url, {"acte": f"oter:{attachment.pk}"})
    assert client.get(f"{url}pieces/{attachment.pk}/").status_code == 404


def test_a_file_that_weighs_too_much_is_refused_and_the_rest_kept(client, read, sheet, done, settings):
    settings.UPLOAD_LIMIT = 1000
    url = page_of(sheet)
    data = form_of(read(client.get(url)))

    page = client.post(
        url, data | {f"v-{done.pk}-": "Fait", "f-": SimpleUploadedFile("gros.pdf", b"x" * 5000)}
    ).content.decode()

    assert "gros.pdf" in page
    assert "la limite" in page
    assert saved(sheet)["done"][0] == "Fait"


@pytest.mark.parametrize("junk", ["\x00NUL\x00", "a\ud800b", "<script>alert(1)</script>", "=1+1"])
def test_whatever_is_typed_is_shown_as_text(client, read, sheet, done, junk):
    url = page_of(sheet)
    data = form_of(read(client.get(url))) | {
        f"v-{done.pk}-": junk.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    }

    page = client.post(url, data, follow=True)

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "\x00" not in saved(sheet)["done"][0]


def test_forged_names_of_fields_write_nothing(client, sheet):
    other = QuestionFactory()
    client.post(
        page_of(sheet), {f"n-{other.pk}-": "0.x", f"v-{other.pk}-": "x", "n-99999-": "", "v-99999-": "x"}
    )

    assert saved(sheet) == {}


def test_a_link_opens_the_sheets_of_its_person_in_its_round_only(client, sheet, round_):
    token = link_to(sheet)
    for other in (SheetFactory(round=round_), SheetFactory(recipient=sheet.recipient)):
        assert client.get(reverse("enquiries:sheet_by_link", args=[token, other.pk])).status_code == 404


@pytest.mark.parametrize("death", ["forged", "expired", "revoked", "account closed"])
def test_a_dead_link_says_what_to_do_and_a_fresh_one_leaves(client, sheet, death):
    now = timezone.now()
    token = link_to(
        sheet, at=now - timedelta(days=3), expires_at=now + timedelta(days=(-1 if death == "expired" else 9))
    )
    if death == "forged":
        token = "x" * 43
    elif death == "revoked":
        Link.objects.update(revoked_at=now)
    elif death == "account closed":
        close_account(sheet.recipient, by=None, at=now)

    page = client.get(reverse("enquiries:sheets_by_link", args=[token]))
    sent = client.post(reverse("enquiries:new_link"), {"token": token})

    assert page.status_code == (404 if death == "forged" else 410)
    assert "nouveau lien" in page.content.decode()
    assert "Si une fiche attend votre réponse" in sent.content.decode()
    arrived = [notice.person_id for notice in Notice.objects.filter(kind="enquiries.sheets")]
    assert arrived == ([sheet.recipient_id] if death in ("expired", "revoked") else [])


def test_asking_for_a_link_never_says_whether_an_address_is_known(client, sheet):
    pages = {
        client.post(reverse("enquiries:new_link"), {"email": email}).content
        for email in (sheet.recipient.email, "inconnu@exemple.fr", UserFactory().email)
        for _ in range(4)
    }

    assert len({page.split(b"csrf")[0] for page in pages}) == 1
    assert Notice.objects.filter(person_id=sheet.recipient_id).count() == 3  # no more in an hour


def test_a_colleague_has_a_page_of_her_own_and_the_link_dies_with_her_part(client, read, sheet, done):
    url = page_of(sheet)
    domain = sheet.recipient.email.split("@")[1]
    client.post(url, {"acte": "partager", "email": f"aide@{domain}", "name": "Aide"})
    helper = User.objects.get(email=f"aide@{domain}")
    theirs = page_of(sheet, helper)

    page = read(client.get(theirs))
    assert page.select_one("button[value=rendre]") is None
    client.post(theirs, form_of(page) | {f"v-{done.pk}-": "À deux"})
    assert saved(sheet)["done"][0] == "À deux"
    client.post(url, {"acte": f"retirer:{helper.pk}"})

    assert client.get(theirs).status_code == 410


def test_not_me_but_another_in_one_page(client, sheet):
    url = page_of(sheet)
    wrong = client.post(url, {"acte": "confier", "email": "voisin@ailleurs.fr"})
    assert "pas une adresse de votre organisme" in wrong.content.decode()

    domain = sheet.recipient.email.split("@")[1]
    before = sheet.recipient
    answer = client.post(url, {"acte": "confier", "email": f"autre@{domain}", "name": "Autre"})

    sheet.refresh_from_db()
    assert answer.status_code == 302
    assert sheet.recipient != before
    assert client.get(url).status_code == 410


def test_a_sheet_is_refused_with_its_reason(client, sheet):
    url = page_of(sheet)
    assert "Dites pourquoi" in client.post(url, {"acte": "refuser", "reason": " "}).content.decode()

    client.post(url, {"acte": "refuser", "reason": "Pas concernée"})

    sheet.refresh_from_db()
    assert (sheet.state, sheet.reason) == (SheetState.REFUSED, "Pas concernée")


def test_the_checker_reads_returns_and_approves(client, read, sheet, done, round_):
    round_.needs_check = True
    round_.save()
    url = page_of(sheet)
    domain = sheet.recipient.email.split("@")[1]
    data = form_of(read(client.get(url))) | {f"v-{done.pk}-": "Fait", "acte": "rendre"}
    assert "relue" in client.post(url, data).content.decode()
    data = form_of(read(client.get(url))) | {"acte": "rendre", "checker": f"directrice@{domain}"}
    client.post(url, data)
    checker = User.objects.get(email=f"directrice@{domain}")
    theirs = page_of(sheet, checker)

    assert "Fait" in client.get(theirs).content.decode()
    client.post(theirs, {"acte": "renvoyer", "reason": "Trop court"})
    assert "Trop court" in client.get(url).content.decode()
    client.post(url, form_of(read(client.get(url))) | {"acte": "rendre"})
    client.post(theirs, {"acte": "approuver"})

    sheet.refresh_from_db()
    assert sheet.state == SheetState.SUBMITTED


def test_after_the_last_day_the_link_shows_and_takes_no_more(client, read, sheet, done, round_):
    actions.save_answer(sheet, done, value="Fait à temps", by=sheet.recipient, at=timezone.now())
    url = page_of(sheet)
    round_.due_on = round_.closes_on = timezone.localdate() - timedelta(days=1)
    round_.opens_on = round_.due_on
    round_.save()

    page = read(client.get(url))
    client.post(url, {f"n-{done.pk}-": "", f"v-{done.pk}-": "Trop tard", "acte": "rendre"})

    assert "Fait à temps" in page.text
    assert page.select_one("form.fill") is None
    assert saved(sheet)["done"][0] == "Fait à temps"


def test_opening_is_told_by_the_page_not_by_the_link(client, sheet):
    url = page_of(sheet)
    client.get(url)
    assert not sheet.steps.exists()

    for _ in range(2):
        client.post(url, {"acte": "ouverte"}, headers={"accept": "application/json"})

    assert list(sheet.steps.values_list("step", flat=True)) == [Step.OPENED]


def test_the_same_page_for_who_is_signed_in(client, read, sheet, done):
    client.force_login(sheet.recipient)
    assert sheet.title in client.get(reverse("enquiries:my_sheets")).content.decode()
    url = reverse("enquiries:my_sheet", args=[sheet.pk])

    client.post(url, form_of(read(client.get(url))) | {f"v-{done.pk}-": "Fait"})

    assert saved(sheet)["done"][0] == "Fait"
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_last_year_and_what_is_known_stand_beside(client, read, sheet, done):
    before = SheetFactory()
    old = QuestionFactory(round=before.round, key="done")
    actions.save_answer(before, old, value="L’an dernier : un atelier", by=None, at=before.sent_at)
    sheet.previous = before
    sheet.blocks = (
        '[{"heading": "Indicateurs", "facts": [["Cible", "120"]], "columns": ["Année", "Valeur"], '
        '"rows": [["2025", {"state": "insufficient", "word": "insuffisant"}]], "points": [["2024", null]]}]'
    )
    sheet.save()

    page = read(client.get(page_of(sheet)))

    assert "un atelier" in page.select_one(".recall").text
    known = page.select_one(".known-blocks")
    assert "insuffisant" in known.select_one(".badge").text
    assert "non disponible" in known.text


def test_a_sheet_costs_the_same_number_of_questions_whatever_it_holds(
    client, sheet, round_, query_count_is_flat
):
    def add():
        question = QuestionFactory(round=round_)
        actions.save_answer(sheet, question, value="x", by=sheet.recipient, at=timezone.now())

    query_count_is_flat(page_of(sheet), add, at_most=14)


def test_a_form_of_many_answers_is_kept_with_as_many_questions_to_the_database_as_a_short_one(
    client, round_, sheet, done
):
    more = [QuestionFactory(round=round_, position=10 + n) for n in range(8)]
    page, counts = page_of(sheet), []
    for asked in ([done], more):
        fields = {f"n-{one.pk}-": "" for one in asked} | {f"v-{one.pk}-": "Dit" for one in asked}
        with CaptureQueriesContext(connection) as queries:
            client.post(page, fields, headers={"accept": "application/json"})
        counts.append(len([one for one in queries if one["sql"].startswith("SELECT")]))

    assert counts[0] == counts[1] <= 8
    assert set(Answer.objects.values_list("value", flat=True)) == {"Dit"}
    assert Answer.objects.count() == 9
