"""What the way in hangs for others: its long work, its links, what waits for whom, the sentences of its acts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract, steers_contract
from reciproque.contracts.access import contracts_visible_to, texts_visible_to
from reciproque.core.registers import (
    Act,
    JobKind,
    NoticeKind,
    Panel,
    PersonalData,
    RailLink,
    Subject,
    Waiting,
    WaitingSource,
    acts,
    job_kinds,
    notice_kinds,
    panels,
    personal,
    rail,
    subjects,
    waiting,
)
from reciproque.intake import access, queries
from reciproque.intake.jobs import export_person, forget_person, read_upload
from reciproque.intake.queries import comparing
from reciproque.intake.tables.lists import reading_badge


def _steers(user: Any, contract: Any) -> bool:
    return steers_contract(user, contract.pk)


def _url(reading: Any) -> str:
    return reverse("intake:reading_detail", args=[reading.pk])


def _to_review(user: Any, on: date) -> Iterable[Waiting]:
    """The readings that are ready and that this person may accept."""
    for reading in queries.readings_to_review(access.readings_visible_to(user)):
        yield Waiting(
            f"relire la lecture de « {reading.name} »", _url(reading), contract_id=reading.contract_id
        )


def _readings_of(user: Any, contract: Any) -> dict[str, Any] | None:
    """The documents of a contract on their way, for its team."""
    if not _steers(user, contract):
        return None
    rows = [
        {
            "label": reading.name,
            "url": _url(reading),
            "state": reading_badge(reading),
            "word": reading.get_state_display(),
        }
        for reading in queries.readings_under_way(access.readings_visible_to(user).filter(contract=contract))
    ]
    if not rows:
        return None
    url = reverse("intake:contract_readings", args=[contract.pk])
    return {"heading": "Documents en cours de lecture", "rows": rows, "url": url}


def _to_begin_with(user: Any, contract: Any) -> dict[str, Any] | None:
    """On the empty pages of a contract that has no text yet, nor a document on its way: bring its document."""
    if not access.may_bring_into(user, contract):
        return None
    if texts_visible_to(user).filter(contract=contract, archived_at=None).exists():
        return None
    if queries.readings_under_way(access.readings_visible_to(user).filter(contract=contract)):
        return None
    return {"act": ("Déposer le document du contrat", reverse("intake:bring_into", args=[contract.pk]))}


def _to_review_in(user: Any, contract: Any) -> dict[str, Any] | None:
    """How many documents of the contract are read and wait for its team."""
    if not _steers(user, contract):
        return None
    count = len(queries.readings_to_review(access.readings_visible_to(user).filter(contract=contract)))
    url = reverse("intake:contract_readings", args=[contract.pk])
    return {"label": "documents à relire", "value": count, "url": url} if count else None


def _in_waiting(user: Any, contract: Any) -> dict[str, Any] | None:
    """What was accepted and has no page of its own yet, for whoever reads the contract."""
    if not reads_contract(user, contract.pk):
        return None
    facts = queries.waiting_counts(contract)
    if not facts:
        return None
    url = reverse("intake:waiting_data", args=[contract.pk])
    note = "Lu dans les documents acceptés, gardé avec le contrat. Chaque ligne renvoie à son passage."
    return {"heading": "Données en attente", "note": note, "facts": facts, "url": url}


def _what_a_text_changes(user: Any, text: Any) -> dict[str, Any] | None:
    """On the page of a text that was read: the way to what it changes, and to the links that it calls for."""
    if not reads_contract(user, text.contract_id) or not comparing.changes_something(
        text, contracts_visible_to(user)
    ):
        return None
    panel: dict[str, Any] = {
        "heading": "Ce que ce texte change",
        "note": "Côte à côte avec ce qui valait avant lui : repris, reformulé, nouveau, non repris.",
        "url": reverse("intake:text_changes", args=[text.pk]),
    }
    if steers_contract(user, text.contract_id):
        links = reverse("intake:link_proposals", args=[text.contract_id])
        panel["act"] = ("Liens proposés entre objectifs", f"{links}?texte={text.pk}")
    return panel


def _on_the_way(user: Any, _home: Any) -> dict[str, Any] | None:
    """On the home page: how to begin, and what is on its way without a contract yet."""
    if not access.may_see_documents(user):
        return None
    own = access.readings_visible_to(user).filter(contract=None)
    rows = [
        {
            "label": reading.name,
            "url": _url(reading),
            "state": reading_badge(reading),
            "word": reading.get_state_display(),
        }
        for reading in queries.readings_under_way(own)
    ]
    act = ("Déposer un document", reverse("intake:bring_document"))
    note = (
        "Un contrat, un avenant, un protocole : déposé ici, il est lu ; "
        "vous relisez, puis il devient un contrat ou le complète."
    )
    return {
        "heading": "Documents",
        "note": note,
        "rows": rows,
        "url": reverse("intake:reading_list"),
        "act": act,
    }


job_kinds.hang(JobKind("intake.read", "Lecture d’un document", read_upload))

rail.hang(
    RailLink("Le contrat", "Documents", "intake:contract_readings", _steers, position=60, matches="intake:"),
)

waiting.hang(WaitingSource("intake.review", _to_review))

panels.hang(
    Panel("contracts.contract.todo", "intake.to_review", _to_review_in, position=10),
    Panel("contracts.contract", "intake.readings", _readings_of, position=5),
    Panel("contracts.contract", "intake.waiting", _in_waiting, position=90),
    Panel("contracts.text", "intake.changes", _what_a_text_changes, position=40),
    Panel("contracts.begin", "intake.first_document", _to_begin_with),
    Panel("home", "intake.home", _on_the_way, position=50),
)

subjects.hang(
    Subject("intake.reading", "lecture", access.readings_visible_to, str, _url),
    Subject(
        "intake.item",
        "élément lu",
        access.items_visible_to,
        str,
        lambda one: reverse("intake:edit_item", args=[one.pk]),
    ),
)

notice_kinds.hang(NoticeKind("intake.read", "documents lus", stoppable=True))

acts.hang(
    Act("reading.asked", "a déposé le document « {name} »"),
    Act("reading.asked_again", "a demandé une nouvelle lecture"),
    Act("reading.discarded", "a abandonné la lecture"),
    Act("reading.failed", "n’a pas pu lire le document : {reason}"),
    Act("reading.done", "a lu le document : {items} passages"),
    Act("reading.accepted", "a accepté la proposition : {made} éléments repris"),
    Act("reading.list_checked", "a vérifié d’un coup {count} éléments"),
    Act("reading.like_applied", "a corrigé d’un coup {count} lignes semblables : {what}"),
    Act("reading.undone", "a annulé son dernier acte de relecture"),
    Act("point.settled", "a dit d’un point à trancher : {said}"),
    Act("item.checked", "a vérifié un élément"),
    Act("item.checked_beneath", "a vérifié un élément et ce qui est dessous : {count} en tout"),
    Act("item.moved", "a déplacé un élément"),
    Act("item.corrected", "a corrigé un élément"),
    Act("item.discarded", "a écarté un élément"),
    Act("item.retyped", "a changé un élément de liste"),
    Act("item.added", "a ajouté un élément"),
    Act("item.split", "a séparé un élément en plusieurs"),
    Act("item.joined", "a joint des éléments"),
    Act("comparison.paired", "a rapproché « {old} » et « {new} »"),
    Act("comparison.unpaired", "a dit que « {old} » et « {new} » sont deux choses"),
    Act("comparison.forgotten", "a retiré un rapprochement fait à la main"),
    Act("item.repeats", "a gardé deux fois un élément que le document répète"),
    Act("item.not_double", "a dit que deux éléments semblables sont deux choses"),
    Act("item.absorbed", "a gardé un seul de deux éléments que le document répète"),
    Act("reading.corrects", "a dit que le document corrige « {first} » : {carried} éléments déjà relus"),
    Act("reading.not_a_correction", "a dit que le document n’en corrige aucun autre"),
    Act(
        "reading.correction_applied",
        "a appliqué la version corrigée à « {text} » : {made} changements, {refused} refusés",
    ),
    Act("link.refused", "a refusé de lier l’objectif à « {target} »"),
    Act("link.offered_again", "a accepté que le lien vers « {target} » soit de nouveau proposé"),
)
personal.hang(PersonalData("intake", export_person, forget_person))
