"""The part that shows a long work, with and without JavaScript."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from reciproque.jobs.models import Job

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def part(**facts):
    job = Job.objects.create(**{"kind": "test.reading", "asked_at": AT, **facts})
    context = {
        "job": job,
        "job_url": "/travaux/1/",
        "cancel_url": "/travaux/1/annuler/",
        "result_url": "/lu/",
    }
    return BeautifulSoup(render_to_string("jobs/_job.html", context), "html.parser").section


def running(**facts):
    return part(state="running", claimed_by="w", lease_until=AT, **facts)


def test_a_running_work_says_how_far_it_is_and_can_be_refreshed_and_cancelled():
    shown = running(done=30, total=120, message="Page 30")

    assert shown.svg["aria-label"] == "Avancement : 25\u00a0%"
    assert "Page 30" in shown.get_text()
    assert "30 sur 120" in shown.get_text()
    assert (shown["hx-get"], shown["hx-trigger"]) == ("/travaux/1/", "every 2s")
    assert shown.find("a", string="Actualiser")["href"] == "/travaux/1/"
    assert shown.form["action"] == "/travaux/1/annuler/"


def test_progress_that_nobody_knows_is_said_in_words():
    assert "avancement pas encore connu" in running().get_text()


def test_once_asked_to_stop_there_is_no_second_button():
    shown = running(cancel_asked_at=AT)

    assert "annulation demandée" in shown.get_text()
    assert shown.form is None


@pytest.mark.parametrize(
    ("state", "word", "link"),
    [("done", "terminé", "/lu/"), ("failed", "échoué", None), ("cancelled", "annulé", None)],
)
def test_what_is_over_asks_no_more(state, word, link):
    shown = part(state=state, ended_at=AT, error="Il manque une colonne." if state == "failed" else "")

    assert "hx-get" not in shown.attrs
    assert word in shown.get_text()
    assert ("Il manque une colonne." in shown.get_text()) == (state == "failed")
    assert (shown.a["href"] if shown.a else None) == link
