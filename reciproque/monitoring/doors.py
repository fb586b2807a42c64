"""What monitoring hangs for others."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.access import reads_contract
from reciproque.core.registers import (
    Act,
    Chore,
    EnquiryKind,
    Event,
    EventSource,
    FindableSource,
    IndicatorSource,
    Obstacle,
    Panel,
    RailLink,
    SheetBlock,
    Subject,
    Tab,
    Waiting,
    WaitingSource,
    WordSource,
    acts,
    chores,
    enquiry_kinds,
    events,
    findable,
    indicator_sources,
    obstacles,
    panels,
    rail,
    sheet_blocks,
    subjects,
    tabs,
    waiting,
    words,
)
from reciproque.framework.rules import reasons_to_keep
from reciproque.monitoring import access, exports, jobs, queries
from reciproque.monitoring.queries import sources
from reciproque.monitoring.rules.collecting import KIND, REMARKS


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _due(user: Any, contract: Any, first: date, last: date) -> Iterator[Event]:
    """The days on which values are awaited: those gone by stand among what is late, on the board."""
    if not reads_contract(user, contract.pk):
        return
    follow_up = queries.follow_up_of(contract.pk)
    board = queries.board_of(contract, on=timezone.localdate(), follow_up=follow_up)
    url = reverse("monitoring:indicator_list", args=[contract.pk])
    for day, count in Counter(one.due_on for one in board if one.due_on is not None).items():
        yield Event(f"{count} indicateur{'s' if count > 1 else ''}", day, url, "valeurs attendues")


def _in_figures(user: Any, contract: Any) -> dict[str, Any] | None:
    if not reads_contract(user, contract.pk):
        return None
    told = exports.about_indicators(contract)
    return {
        "label": "Indicateurs",
        "value": told["indicators"],
        "remark": f"{told['defined']} {'définis' if told['defined'] > 1 else 'défini'}",
        "url": reverse("monitoring:indicator_list", args=[contract.pk]),
    }


def _to_define(user: Any, contract: Any) -> dict[str, Any] | None:
    """What the contract counts without having said how."""
    if not reads_contract(user, contract.pk):
        return None
    count = queries.indicators_of(contract).filter(kind="").count()
    url = reverse("monitoring:indicator_list", args=[contract.pk])
    return (
        {"label": "indicateurs à définir", "value": count, "url": f"{url}?filtre=a-definir"}
        if count
        else None
    )


def _to_feed(user: Any, on: date) -> Iterator[Waiting]:
    """What is late of the indicators that the person is named to feed."""
    for one in queries.late_for(user, on):
        yield Waiting(
            f"Valeur à renseigner : {one.indicator}",
            reverse("monitoring:enter_indicator", args=[one.indicator.pk]),
            one.due_on,
            one.indicator.contract_id,
        )


def _keeps_its_nodes(nodes: Any) -> list[str]:
    return reasons_to_keep(queries.counted_on(nodes), "indicateur", "indicateurs")


enquiry_kinds.hang(
    EnquiryKind(
        KIND,
        "demande de valeurs",
        lambda round_: reverse("monitoring:collection_detail", args=[round_.pk]),
        subject_word="producteur",
        questions=[
            {
                "key": REMARKS,
                "kind": "long",
                "wording": "Vos remarques sur ces valeurs",
                "hint": "Source, périmètre, ce qui a changé.",
            }
        ],
        own_page=lambda sheet: reverse("monitoring:feed_sheet", args=[sheet.pk]),
        own_page_by_link=lambda sheet, token: reverse("monitoring:feed_by_link", args=[token, sheet.pk]),
    )
)
rail.hang(
    RailLink("Suivi", "Indicateurs", "monitoring:indicator_list", _reads, position=10, matches="monitoring:")
)
waiting.hang(WaitingSource("monitoring.values", _to_feed))
events.hang(EventSource("monitoring.values", _due))
tabs.hang(
    Tab(
        "framework.node",
        "Indicateurs",
        "monitoring:indicators_on_node",
        lambda user, node: True,  # whoever sees the page of the objective sees what is counted on it
        lambda node: queries.indicators_on(node).count(),
        position=20,
    )
)
sheet_blocks.hang(
    SheetBlock(
        "framework.node", "monitoring.indicators", "Indicateurs", exports.indicators_block, position=20
    )
)
panels.hang(
    Panel("contracts.contract.figures", "monitoring.figures", _in_figures, position=20),
    Panel("contracts.contract.todo", "monitoring.to_define", _to_define, position=30),
)
obstacles.hang(Obstacle("framework.archive_nodes", _keeps_its_nodes))
subjects.hang(
    Subject(
        "monitoring.indicator",
        "indicateur",
        access.indicators_visible_to,
        str,
        lambda one: reverse("monitoring:indicator_detail", args=[one.pk]),
    )
)
subjects.hang(
    Subject(
        "monitoring.library",
        "base d’indicateurs",
        access.libraries_visible_to,
        str,
        lambda one: reverse("monitoring:library_detail", args=[one.pk]),
    )
)
indicator_sources.hang(
    IndicatorSource(
        "framework.led",
        "part des objectifs qui ont un organisme pilote",
        "%",
        "ratio",
        sources.led_objectives,
        sources.objectives_by_lead,
    ),
    IndicatorSource(
        "contracts.signed",
        "part des signatures obtenues",
        "%",
        "ratio",
        sources.obtained_signatures,
        sources.signatures_one_by_one,
    ),
    IndicatorSource(
        "monitoring.gendered",
        "part des indicateurs de personnes qui distinguent femmes et hommes",
        "%",
        "ratio",
        sources.gendered_indicators,
        sources.people_indicators,
    ),
)
chores.hang(Chore("monitoring.compute", timedelta(days=1), jobs.compute_indicators))
acts.hang(
    Act("indicator.added", "a ajouté un indicateur"),
    Act("indicator.brought", "a repris {count} indicateurs d’un document"),
    Act("indicator.edited", "a modifié un indicateur"),
    Act("indicator.broken", "a dit que l’on compte autrement à partir d’une période"),
    Act("indicator.mended", "a retiré une rupture de série"),
    Act("indicator.archived", "a archivé un indicateur"),
    Act("indicator.restored", "a restauré un indicateur"),
    Act("indicators.handed_on", "a confié à une autre personne des indicateurs à renseigner ({count})"),
    Act("library.added", "a ouvert une base d’indicateurs"),
    Act("library.edited", "a modifié une base d’indicateurs"),
    Act("library.published", "a publié une base d’indicateurs"),
    Act("library.withdrawn", "a retiré une base d’indicateurs"),
    Act("library.archived", "a archivé une base d’indicateurs"),
    Act("library.restored", "a restauré une base d’indicateurs"),
    Act("standards.brought", "a repris d’un fichier des indicateurs communs ({count})"),
    Act("standard.added", "a ajouté l’indicateur commun {said}"),
    Act("standard.edited", "a modifié l’indicateur commun {said}"),
    Act("standard.archived", "a retiré l’indicateur commun {said}"),
    Act("standard.restored", "a remis l’indicateur commun {said}"),
    Act("values.recorded", "a enregistré {count} valeurs d’indicateurs"),
    Act("values.submitted", "a transmis {count} valeurs d’indicateurs"),
    Act("values.validated", "a validé {count} valeurs d’indicateurs"),
    Act("values.returned", "a renvoyé {count} valeurs d’indicateurs : {reason}"),
    Act("value.contested", "conteste une valeur, propose « {said} » : {reason}"),
    Act("value.contest_accepted", "a retenu la valeur contestataire « {said} » : {reason}"),
    Act("value.contest_refused", "a écarté la valeur contestataire « {said} » : {reason}"),
    Act("entry.added", "a ajouté à l’inventaire « {said} »"),
    Act("entry.edited", "a modifié une entrée de l’inventaire"),
    Act("entry.archived", "a retiré de l’inventaire « {said} »"),
    Act("follow_up.set", "a réglé le suivi des indicateurs"),
)

words.hang(WordSource("framework.node", queries.wordings_by_node))
findable.hang(FindableSource("monitoring", ("monitoring.", "framework."), exports.findable_indicators))
