"""Many sheets answered at the same time, and one sheet by two: nothing lost, nothing mixed. On both engines."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import Client
from django.utils import timezone

from reciproque.core.engine import close_connections, insist
from reciproque.core.refusals import Refused
from reciproque.enquiries import actions
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Answer, Sheet
from reciproque.enquiries.tests.factories import SheetFactory
from reciproque.enquiries.tests.test_sheet_pages import page_of
from reciproque.enquiries.tests.test_sheet_pages import round_ as round_

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deeds, threads=8):
    def run(deed):
        try:
            return deed()
        except Refused:
            return None
        finally:
            close_connections()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, deeds))


def test_sheets_answered_by_link_at_the_same_time_are_neither_lost_nor_mixed(round_, done, count):
    sheets = [SheetFactory(round=round_) for _ in range(24)]
    pages = {sheet.pk: page_of(sheet) for sheet in sheets}

    def answer(sheet):
        fields = {
            f"n-{done.pk}-": "",
            f"v-{done.pk}-": sheet.title,
            f"n-{count.pk}-": "",
            f"v-{count.pk}-": sheet.pk,
        }
        return Client().post(pages[sheet.pk], fields | {"acte": "rendre"}).status_code

    told = at_once([lambda sheet=sheet: answer(sheet) for sheet in sheets])

    assert told == [302] * len(sheets)
    assert set(Sheet.objects.values_list("state", flat=True)) == {SheetState.SUBMITTED}
    for one in Answer.objects.select_related("sheet", "question"):
        assert one.value == (one.sheet.title if one.question_id == done.pk else str(one.sheet_id))
        assert one.by_id == one.sheet.recipient_id
    assert Answer.objects.count() == 2 * len(sheets)


def test_the_same_field_written_by_two_at_once_keeps_one_and_tells_the_other(sheet, done):
    start = Barrier(2)

    def write(words):
        start.wait(timeout=10)
        return insist(
            lambda: actions.save_answer(
                sheet, done, value=words, seen=0, by=sheet.recipient, at=timezone.now()
            )
        )

    told = at_once([lambda: write("Un"), lambda: write("Deux")], threads=2)

    assert sorted(one is None for one in told) == [False, True]
    assert Answer.objects.get().value == next(one for one in told if one).value


def test_a_sheet_handed_over_while_it_is_written_loses_nothing_afterwards(sheet, done):
    actions.save_answer(sheet, done, value="Avant", by=sheet.recipient, at=timezone.now())
    start = Barrier(2)

    def hand_over():
        start.wait(timeout=10)
        return insist(lambda: actions.submit_sheet(sheet, by=sheet.recipient, at=timezone.now())) and "handed"

    def write():
        start.wait(timeout=10)
        return insist(
            lambda: actions.save_answer(sheet, done, value="Après", by=sheet.recipient, at=timezone.now())
        )

    told = at_once([hand_over, write], threads=2)

    assert told[0] == "handed"
    assert Answer.objects.get().value == ("Après" if told[1] else "Avant")
