"""Chores come round when they are due, by one worker at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from reciproque.core import registers
from reciproque.jobs.actions import run_due_chores
from reciproque.jobs.choices import CHORE_LEASE
from reciproque.jobs.models import ChoreRun

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def chores(monkeypatch):
    """Chores for this test only; the list says when each was done."""
    kept, done = registers.Register(), []
    monkeypatch.setattr(registers, "chores", kept)

    def hang(key, every, run=None):
        kept.hang(registers.Chore(key, every, run or (lambda at: done.append((key, at)))))

    return hang, done


def test_a_chore_is_done_when_it_is_due(chores):
    hang, done = chores
    hang("often", MINUTE)
    hang("seldom", 3 * MINUTE)

    for minutes in (0, 0.5, 1, 2, 3):
        run_due_chores("w", AT + minutes * MINUTE)

    assert [at - AT for key, at in done if key == "often"] == [timedelta(0), MINUTE, 2 * MINUTE, 3 * MINUTE]
    assert [at - AT for key, at in done if key == "seldom"] == [timedelta(0), 3 * MINUTE]


def test_a_chore_that_fails_holds_up_no_other_and_comes_again(chores, caplog):
    hang, done = chores
    hang("broken", MINUTE, lambda at: 1 / 0)
    hang("sound", MINUTE)

    assert run_due_chores("w", AT) == ["broken", "sound"]
    assert run_due_chores("w", AT + MINUTE) == ["broken", "sound"]

    assert [key for key, _at in done] == ["sound", "sound"]
    assert ChoreRun.objects.get(key="broken").error == "ZeroDivisionError: division by zero"
    assert "chore broken failed" in caplog.text


def test_what_a_chore_did_is_noted(chores):
    hang, _done = chores
    hang("counting", MINUTE, lambda at: 12)

    run_due_chores("w", AT)

    run = ChoreRun.objects.get()
    assert (run.did, run.error, run.due_at, run.lease_until) == ("12", "", AT + MINUTE, None)


def test_a_chore_that_another_worker_is_doing_is_left_to_it(chores):
    hang, done = chores

    def nested(at):
        assert run_due_chores("other", at) == []
        done.append("once")

    hang("chore", MINUTE, nested)

    run_due_chores("w", AT)

    assert done == ["once"]


def test_the_chore_of_a_dead_worker_is_done_by_another(chores):
    hang, done = chores

    def killed(at):
        done.append(at)
        if len(done) == 1:
            raise KeyboardInterrupt

    hang("chore", MINUTE, killed)
    with pytest.raises(KeyboardInterrupt):
        run_due_chores("w", AT)

    assert run_due_chores("other", AT + CHORE_LEASE) == []
    assert run_due_chores("other", AT + CHORE_LEASE + MINUTE) == ["chore"]


def test_the_house_has_its_chores():
    assert {chore.key for chore in registers.chores} >= {
        "journal.seal",
        "notices.send",
        "notices.forget_old",
        "jobs.recover",
        "jobs.forget_old",
    }
