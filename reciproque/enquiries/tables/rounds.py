"""The rounds of a contract as a table."""

from django.db.models import Q
from django.urls import reverse

from reciproque.core.registers import enquiry_kinds
from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.enquiries.choices import RoundState
from reciproque.enquiries.models import Round


def _home(round_: Round) -> str:
    kind = enquiry_kinds.named(round_.kind)
    return kind.home(round_) if kind else reverse("enquiries:round_detail", args=[round_.pk])


def _kind(round_: Round) -> str:
    kind = enquiry_kinds.named(round_.kind)
    return kind.word if kind else round_.kind


ROUNDS: Table[Round] = Table(
    name="enquetes",
    caption=("enquête", "enquêtes"),
    columns=[
        Column("Enquête", lambda r: r.title, link=_home, sort="title"),
        Column("Nature", _kind),
        Column("État", lambda r: r.get_state_display(), badge=lambda r: r.badge, sort="state"),
        Column("À rendre le", lambda r: r.due_on, kind="date", sort="due_on"),
        Column("Fin des réponses", lambda r: r.closes_on, kind="date", sort="closes_on", shown=False),
        Column("Demandées", lambda r: r.asked_count, kind="number", sort="asked_count"),  # type: ignore[attr-defined]  # counted by the query
        Column("Revenues", lambda r: r.returned_count, kind="number", sort="returned_count"),  # type: ignore[attr-defined]  # counted by the query
    ],
    filters=[Filter("etat", "État", [Choice(key, label, Q(state=key)) for key, label in RoundState.choices])],
    default_order=("-due_on", "-pk"),
    empty="Aucune enquête : préparez-en une pour demander à des personnes ce qu’elles savent, sans compte à créer.",
)
