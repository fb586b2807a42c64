"""The sheets of a campaign as a table: who has which, how far it is, what is looked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reciproque.core.tables import Column, Filter, Table, choice_of
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.board import FILTERS, Board, Line
from reciproque.evaluation.queries.boards import WAYS, groups_of

BADGES = {
    SheetState.READY: "draft",
    SheetState.SENT: "open",
    SheetState.BEGUN: "running",
    SheetState.CHECKING: "waiting",
    SheetState.RETURNED: "partial",
    SheetState.SUBMITTED: "proposed",
    SheetState.ACCEPTED: "accepted",
    SheetState.REFUSED: "refused",
    SheetState.EXCUSED: "closed",
}


def sheets_table(board: Board, query: Any, *, may_open: Callable[[Sheet], bool]) -> Table[Sheet]:
    """The lines are those of the board; body, person and pillar are filters once chosen on the bars above."""
    lines: dict[int, Line] = {line.sheet.pk: line for line in board.lines}

    def line(sheet: Sheet) -> Line:
        return lines[sheet.pk]

    def url(sheet: Sheet) -> str | None:
        return reverse("enquiries:sheet_detail", args=[sheet.pk]) if may_open(sheet) else None

    return Table(
        name="fiches",
        caption=("fiche", "fiches"),
        columns=[
            Column("Fiche", lambda s: s.title, sort="position", link=url),
            Column("Pilier", lambda s: s.group, shown=False),
            Column(
                "Organisme", lambda s: s.organisation and str(s.organisation), sort="organisation__sort_key"
            ),
            Column("Personne", lambda s: str(line(s).person or ""), sort="recipient__sort_key"),
            Column(
                "État",
                lambda s: s.get_state_display(),
                sort="state",
                badge=lambda s: BADGES[SheetState(s.state)],
            ),
            Column("Réponses", lambda s: f"{line(s).done} sur {line(s).total}" if line(s).total else ""),
            Column("À rendre le", lambda s: line(s).due_on, kind="date"),
            Column("Retard", lambda s: "en retard" if line(s).late else "", badge=lambda s: "late"),
            Column("Prochaine relance", lambda s: line(s).next_reminder, kind="date"),
            Column("Place dans le cadre", lambda s: s.place, shown=False),
            Column("Courriel", lambda s: line(s).person and line(s).person.email, shown=False),
            Column("Ouverte par son lien", lambda s: line(s).opened, kind="yesno", shown=False),
            Column("Rendue le", lambda s: s.submitted_at, kind="date", sort="submitted_at", shown=False),
            Column("Raison", lambda s: s.reason, shown=False),
        ],
        filters=[
            Filter(key, label, [choice_of(one.key, one.label, one.sheets) for one in choices])
            for key, label, choices in chips_of(board, query)
        ],
        default_order=("position", "pk"),
        empty="Aucune fiche : élargissez le périmètre de la campagne.",
    )


@dataclass(frozen=True)
class Chosen:
    """A filter of the page of a campaign: which sheets it leaves."""

    key: str
    label: str
    sheets: list[int]


def chips_of(board: Board, query: Any) -> list[tuple[str, str, list[Chosen]]]:
    """(name in the address, label, choices): where sheets stand, then what the address names of the bars above.

    The pillar, body or person that was chosen there is a chip that takes the choice away again.
    """
    found = {key: [line.sheet.pk for line in board.only(key)] for key in FILTERS}
    states = [Chosen(key, FILTERS[key][0], keys) for key, keys in found.items() if keys]
    chips = [("filtre", "Fiches", states)]
    for way, (label, key_of) in WAYS.items():
        wanted = query.get(way, "")
        if not wanted:
            continue
        keys = [line.sheet.pk for line in board.lines if key_of(line)[0] == wanted]
        title = next((one.title for one in groups_of(board.lines, way) if one.key == wanted), "inconnu")
        chips.append((way, label, [Chosen(wanted, title, keys)]))
    return chips
