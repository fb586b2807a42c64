"""The board of a round as a table: what is shown is what is exported, and what acts in bulk act upon."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reciproque.core.tables import Choice, Column, Filter, Table, choice_of
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.board import FILTERS, Board, Line


def board_table(board: Board, *, may_steer: bool, on: date) -> Table[Sheet]:
    """The table of these lines. Whoever only reads follows the link of what was accepted."""
    lines: dict[int, Line] = {line.sheet.pk: line for line in board.lines}

    def of(sheet: Sheet) -> Line:
        return lines[sheet.pk]

    def address(sheet: Sheet) -> str | None:
        seen = may_steer or sheet.state == SheetState.ACCEPTED
        return reverse("enquiries:sheet_detail", args=[sheet.pk]) if seen else None

    def person(sheet: Sheet) -> str:
        return str(of(sheet).person or sheet.recipient or "") if of(sheet).person else "sans personne"

    grouped = any(line.sheet.group for line in board.lines)
    own_days = any(line.sheet.due_on for line in board.lines)
    bodies = any(line.sheet.organisation_id for line in board.lines)
    columns: list[Column[Sheet]] = [
        Column("Fiche", lambda s: s.title, link=address, sort="title"),
        Column("Regroupement", lambda s: s.group, sort=("group", "position"), shown=grouped),
        Column("Organisme", lambda s: str(s.organisation or ""), sort="organisation__sort_key", shown=bodies),
        Column("Personne", person, sort="recipient__sort_key"),
        Column("État", lambda s: s.get_state_display(), badge=lambda s: s.badge, sort="state"),
        Column("Réponses", lambda s: f"{of(s).done} sur {of(s).total}"),
        Column("À rendre le", lambda s: of(s).due_on, kind="date", sort="due_on", shown=own_days),
        Column("Retard", lambda s: _late(of(s), on), badge=lambda s: "late" if of(s).late else ""),
        Column("Prochaine relance", lambda s: of(s).next_reminder, kind="date"),
        Column(
            "Rendue le",
            lambda s: s.submitted_at and timezone.localdate(s.submitted_at),
            kind="date",
            sort="submitted_at",
        ),
        Column("Adresse", lambda s: s.recipient.email if s.recipient else "", shown=False),
        Column("Raison", lambda s: s.reason, shown=False),
    ]
    return Table(
        name="fiches",
        caption=("fiche", "fiches"),
        columns=[one for one in columns if may_steer or one.heading not in ("Adresse", "Prochaine relance")],
        filters=[Filter("voir", "Voir", lambda: _choices(board))],
        default_order=("position", "title", "pk"),
        empty="Aucune fiche : choisissez qui interroger.",
    )


def _late(line: Line, on: date) -> str:
    days = (on - line.due_on).days
    return f"{days} jour{'s' if days > 1 else ''}" if line.late else ""


def _choices(board: Board) -> list[Choice]:
    return [
        choice_of(key, words, [line.sheet.pk for line in board.only(key)])
        for key, (words, _holds) in FILTERS.items()
    ]


def shares_by(board: Board, what: str) -> list[tuple[str, str, int, int, float]]:
    """How many came back of how many, by group, body or person: (words, key for the address, back, asked, share)."""
    counted: dict[tuple[str, str], list[int]] = {}
    for line in board.lines:
        if line.sheet.state == SheetState.EXCUSED:
            continue
        row = counted.setdefault(_of(line, what), [0, 0])
        row[0] += line.sheet.state in (SheetState.SUBMITTED, SheetState.ACCEPTED)
        row[1] += 1
    rows = [(words, key, back, asked, back / asked) for (words, key), (back, asked) in counted.items()]
    return sorted(rows, key=lambda row: (row[4], row[0]))


def _of(line: Line, what: str) -> tuple[str, str]:
    sheet: Any = line.sheet
    if what == "organisme":
        return str(sheet.organisation or "sans organisme"), str(sheet.organisation_id or 0)
    if what == "personne":
        return str(sheet.recipient or "sans personne"), str(sheet.recipient_id or 0)
    return sheet.group or "sans regroupement", sheet.group
