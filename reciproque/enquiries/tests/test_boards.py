"""The board of a round: how each sheet stands, what the team looks for."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.accounts.actions import close_account
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.tests.conftest import NOW
from reciproque.enquiries.tests.factories import SheetFactory

AFTER = date(2026, 3, 1)


def test_the_board_says_where_each_sheet_stands(round_, done, team):
    begun, silent, gone, over = (SheetFactory(round=round_) for _ in range(4))
    actions.save_answer(begun, done, value="Un", by=begun.recipient, at=NOW)
    close_account(gone.recipient, by=None, at=NOW)
    actions.save_answer(over, done, value="Un", by=over.recipient, at=NOW)
    actions.submit_sheet(over, by=over.recipient, at=NOW)
    SheetFactory(round=round_, state=SheetState.EXCUSED)

    board = queries.board_of(round_, AFTER)

    lines = {line.sheet.pk: line for line in board.lines}
    assert (lines[begun.pk].done, lines[begun.pk].total, lines[begun.pk].opened) == (1, 2, True)
    assert lines[silent.pk].next_reminder == AFTER  # that of the 24th did not leave
    assert lines[gone.pk].person is None
    told = {key: count for key, count in board.counts.items() if count}
    assert told == {"late": 3, "unopened": 2, "begun": 1, "submitted": 1, "excused": 1, "nobody": 1}
    assert (board.returned, board.asked) == (1, 4)
    assert [line.sheet.pk for line in board.only("nobody")] == [gone.pk]


def test_the_board_asks_the_same_number_of_questions_at_any_size(round_, done):
    def count():
        with CaptureQueriesContext(connection) as told:
            queries.board_of(round_, AFTER)
        return len(told)

    SheetFactory(round=round_)
    first = count()
    for _ in range(5):
        sheet = SheetFactory(round=round_)
        actions.save_answer(sheet, done, value="Un", by=sheet.recipient, at=NOW)

    assert count() == first
    assert first <= 14
