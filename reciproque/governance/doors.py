"""What governance hangs for others."""

from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract
from reciproque.core.registers import (
    Act,
    FindableSource,
    Panel,
    RailLink,
    ScopeKind,
    Subject,
    acts,
    findable,
    panels,
    rail,
    scope_kinds,
    subjects,
)
from reciproque.governance import access, exports, queries


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _in_figures(user: Any, contract: Any) -> dict[str, Any] | None:
    if not reads_contract(user, contract.pk):
        return None
    told = exports.about_bodies(contract)
    planned = told["planned"]
    return {
        "label": "Instances",
        "value": told["bodies"],
        "remark": f"{planned} réunions prévues par an" if planned is not None else "aucune fréquence connue",
        "url": reverse("governance:body_list", args=[contract.pk]),
    }


rail.hang(
    RailLink("Gouvernance", "Instances", "governance:body_list", _reads, position=10, matches="governance:")
)
panels.hang(Panel("contracts.contract.figures", "governance.figures", _in_figures, position=40))
subjects.hang(
    Subject(
        "governance.body",
        "instance",
        access.bodies_visible_to,
        str,
        lambda one: reverse("governance:body_detail", args=[one.pk]),
    )
)
scope_kinds.hang(
    ScopeKind("body", "instance", queries.body_name, queries.contract_of_body, queries.choices_in)
)
acts.hang(
    Act("body.added", "a ajouté une instance"),
    Act("body.brought", "a repris {count} instances d’un document"),
    Act("body.edited", "a modifié une instance"),
    Act("body.archived", "a archivé une instance"),
    Act("body.restored", "a restauré une instance"),
)
findable.hang(FindableSource("governance", ("governance.",), exports.findable_bodies))
