"""Invitations as calendars read them."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from reciproque.office.calendars import Invitation, write_calendar

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_an_invitation_says_what_when_and_where():
    one = Invitation(
        "seance-12@exemple.fr",
        "Séance de validation : Emploi, jeunesse",
        datetime(2026, 3, 12, 13, 30, tzinfo=UTC),
        place="Hôtel de ville ; salle 2",
        text="Ordre du jour :\n- A1",
    )

    lines = unfolded(write_calendar(one, at=AT))

    assert "DTSTART:20260312T133000Z" in lines
    assert "DTEND:20260312T153000Z" in lines
    assert "SUMMARY:Séance de validation : Emploi\\, jeunesse" in lines
    assert "LOCATION:Hôtel de ville \\; salle 2" in lines
    assert "DESCRIPTION:Ordre du jour :\\n- A1" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


@given(st.text(max_size=400))
def test_lines_are_short_and_nobody_adds_one(title):
    text = write_calendar(Invitation("k", title, AT), at=AT)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("BEGIN:VEVENT") == 1 + unfolded(text)[10].count("BEGIN:VEVENT")
    assert len(unfolded(text)) == 14
