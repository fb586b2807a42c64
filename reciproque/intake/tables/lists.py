"""Tables of readings and of what waits: one description for page and export."""

from dataclasses import replace

from django.db.models import Q
from django.urls import reverse

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.models import Item, Reading

BADGES = {
    ReadingState.WAITING: "waiting",
    ReadingState.READING: "running",
    ReadingState.READY: "soon",
    ReadingState.ACCEPTED: "accepted",
    ReadingState.FAILED: "failed",
    ReadingState.DISCARDED: "plain",
}


def reading_badge(reading: Reading) -> str:
    return BADGES[ReadingState(reading.state)]


def _url(reading: Reading) -> str:
    return reverse("intake:reading_detail", args=[reading.pk])


def _reviewed(reading: Reading) -> float | None:
    items = getattr(reading, "n_items", 0)
    return getattr(reading, "n_seen", 0) / items if items else None


READINGS: Table[Reading] = Table(
    name="documents",
    caption=("document", "documents"),
    columns=[
        Column("Document", lambda one: one.name, sort="name", link=_url),
        Column("État", lambda one: one.get_state_display(), sort="state", badge=reading_badge),
        Column("Relu", _reviewed, kind="percent"),
        Column("Éléments", lambda one: getattr(one, "n_items", 0), kind="number", sort="n_items"),
        Column("Contrat", lambda one: one.contract and one.contract.name, sort="contract__sort_key"),
        Column("Déposé par", lambda one: one.asked_by.name, sort="asked_by__sort_key"),
        Column("Déposé le", lambda one: one.asked_at, kind="date", sort="asked_at"),
        Column("Lu le", lambda one: one.read_at, kind="date", sort="read_at", shown=False),
        Column("Accepté le", lambda one: one.accepted_at, kind="date", sort="accepted_at", shown=False),
        Column("Motif", lambda one: one.failure, shown=False),
    ],
    filters=[
        Filter("etat", "État", [Choice(one.value, one.label, Q(state=one.value)) for one in ReadingState]),
    ],
    default_order=("-asked_at", "-pk"),
    per_page=50,
    empty="Aucun document pour le moment.",
)

READINGS_OF_ONE = replace(READINGS, columns=[one for one in READINGS.columns if one.heading != "Contrat"])


def _value(item: Item) -> str:
    data = item.data
    said = data.get("value") if data.get("value") is not None else data.get("date")
    return " ".join(str(one) for one in (said, data.get("unit")) if one not in (None, ""))


WAITING_DATA: Table[Item] = Table(
    name="donnees-en-attente",
    caption=("donnée en attente", "données en attente"),
    columns=[
        Column("Liste", lambda one: one.get_kind_display(), sort="kind"),
        Column("Passage", lambda one: one.words, sort="words"),
        Column("Valeur ou date", _value),
        Column("De quoi", lambda one: one.data.get("what") or ""),
        Column("Texte", lambda one: one.reading.text and one.reading.text.title, sort="reading__text__title"),
        Column(
            "Ligne",
            lambda one: one.line,
            kind="number",
            sort="line",
            link=lambda one: (
                one.anchor and f"{reverse('contracts:text_source', args=[one.reading.text_id])}#{one.anchor}"
            ),
        ),
    ],
    filters=[
        Filter("liste", "Liste", [Choice(one.value, one.label, Q(kind=one.value)) for one in ItemKind]),
    ],
    default_order=("kind", "position", "pk"),
    empty="Rien n’attend : tout ce qui a été accepté a trouvé sa place.",
)
