"""What contracts hang for others: links of the rail, subjects, scopes, the sentences of their acts."""

from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract
from reciproque.contracts import access, queries
from reciproque.core.registers import (
    Act,
    Event,
    EventSource,
    RailLink,
    ScopeKind,
    Subject,
    acts,
    events,
    rail,
    scope_kinds,
    subjects,
)

ON_TEXTS = (
    "contracts:text_ contracts:add_text contracts:edit_text contracts:plan_step contracts:edit_step"
    " contracts:explain_term contracts:cite_document contracts:edit_citation"
)
ON_PLACES = (
    "contracts:place_ contracts:add_places contracts:create_place contracts:edit_place"
    " contracts:count_people contracts:succeed_place"
)


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _due(user: Any, contract: Any, first: date, last: date) -> list[Event]:
    """The day on which the contract ends."""
    if contract.ends_on is None:
        return []
    url = reverse("contracts:contract_detail", args=[contract.pk])
    return [Event(contract.name, contract.ends_on, url, "fin du contrat")]


events.hang(EventSource("contracts.end", _due))


def _link(group: str, label: str, name: str, position: int, matches: str = "") -> RailLink:
    return RailLink(group, label, f"contracts:{name}", _reads, position=position, matches=matches)


rail.hang(
    _link("Le contrat", "Vue d’ensemble", "contract_detail", 0),
    _link("Le contrat", "Textes", "text_list", 10, ON_TEXTS),
    _link("Le contrat", "Quartiers", "place_list", 30, ON_PLACES),
    _link("Partenaires", "Signataires", "signature_list", 10),
    _link("Équipe", "Glossaire", "term_list", 80),
    _link("Équipe", "Journal", "journal", 90),
)


def _text_url(one: Any) -> str:
    """What belongs to a text is read on its page."""
    return reverse("contracts:text_detail", args=[one.text_id])


subjects.hang(
    Subject(
        "contracts.contract",
        "contrat",
        access.contracts_visible_to,
        str,
        lambda one: reverse("contracts:contract_detail", args=[one.pk]),
    ),
    Subject(
        "contracts.text",
        "texte",
        access.texts_visible_to,
        str,
        lambda one: reverse("contracts:text_detail", args=[one.pk]),
    ),
    *(
        Subject(label, word, visible_to, str, _text_url)
        for label, word, visible_to in (
            ("contracts.adoptionstep", "étape d’adoption", access.steps_visible_to),
            ("contracts.signature", "signature", access.signatures_visible_to),
            ("contracts.term", "mot expliqué", access.terms_visible_to),
            ("contracts.citeddocument", "document de référence", access.citations_visible_to),
        )
    ),
    Subject(
        "organisations.organisation",
        "organisme",
        access.organisations_visible_to,
        str,
        lambda one: reverse("contracts:organisation_detail", args=[one.pk]),
    ),
    Subject(
        "territories.neighbourhood",
        "quartier",
        access.neighbourhoods_visible_to,
        str,
        lambda one: reverse("contracts:place", args=[one.pk]),
    ),
)

scope_kinds.hang(
    ScopeKind(
        "contract",
        "contrat",
        queries.contract_title,
        lambda key: key,
        lambda key: [(key, queries.contract_title(key))],
    ),
    ScopeKind(
        "organisation",
        "organisme",
        queries.organisation_title,
        lambda key: None,
        queries.organisation_choices,
    ),
    ScopeKind(
        "neighbourhood",
        "quartier",
        queries.neighbourhood_title,
        queries.contract_of_neighbourhood,
        queries.neighbourhood_choices,
    ),
)

acts.hang(
    Act("contract.created", "a créé le contrat"),
    Act("contract.edited", "a modifié le contrat"),
    Act("contract.archived", "a archivé le contrat"),
    Act("contract.restored", "a rouvert le contrat"),
    Act("text.added", "a ajouté le texte « {title} »"),
    Act("text.edited", "a modifié le texte"),
    Act("text.file_renewed", "a remplacé le fichier du texte par sa version corrigée, « {file} »"),
    Act("text.archived", "a archivé le texte"),
    Act("text.restored", "a rétabli le texte"),
    Act("text.step_planned", "a noté une étape d’adoption"),
    Act("text.step_edited", "a modifié une étape d’adoption"),
    Act("text.step_removed", "a retiré une étape d’adoption"),
    Act("text.document_cited", "a ajouté un document de référence"),
    Act("text.citation_edited", "a modifié un document de référence"),
    Act("text.term_explained", "a ajouté un terme au glossaire"),
    Act("text.term_edited", "a modifié un terme du glossaire"),
    Act("text.line_removed", "a retiré « {said} »"),
    Act("signature.expected", "a nommé un signataire"),
    Act("signature.edited", "a modifié un signataire"),
    Act("signature.recorded", "a enregistré une signature"),
    Act("signature.archived", "a retiré un signataire"),
)
