"""Everything of a campaign as sheets: one list a sheet, every row whole, so that sorting breaks nothing.

Each answer stands beside its status: given, without object, not known, not said are told apart, and a zero is a number.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reciproque.evaluation.exports.extracts import MISSING, Told, standing
from reciproque.evaluation.exports.workbook.answers import answer_sheet, item_sheets
from reciproque.evaluation.exports.workbook.around import (
    indicator_sheet,
    judged_sheet,
    proposal_sheet,
    recommendation_sheet,
    session_sheet,
    verdict_sheet,
)
from reciproque.evaluation.exports.workbook.columns import Row, columns_of, day_of
from reciproque.office.sheets import Sheet


def campaign_sheets(picture: Told, *, on: date, digest: str = "") -> list[Sheet]:
    return [
        Sheet("Campagne", columns_of(("Donnée", "label"), ("Valeur", "value")), about(picture, on, digest)),
        answer_sheet(picture),
        *item_sheets(picture),
        verdict_sheet(picture),
        indicator_sheet(picture),
        session_sheet(picture),
        proposal_sheet(picture),
        judged_sheet(picture),
        recommendation_sheet(picture),
        Sheet(
            "Ce qui manque",
            columns_of(("Ce qui manque", "said")),
            [{"said": one} for one in picture["missing"]],
        ),
    ]


def about(picture: Told, on: date, digest: str) -> list[Row]:
    campaign, figures = picture["campaign"], picture["figures"]
    people = figures["people"]
    amount = figures["ordinary_amount"]
    told = {
        "Titre": campaign["title"],
        "Contrat": campaign["contract"],
        "Nature": campaign["kind_word"],
        "Début de la période": day_of(campaign["starts_on"]),
        "Fin de la période": day_of(campaign["ends_on"]),
        "État": campaign["state_word"],
        "Version": standing(picture, on=on),
        "Empreinte": digest or "aucune : la campagne n’est pas figée",
        "Fiches": figures["sheets"],
        "Fiches rendues": figures["returned"],
        "Fiches validées": figures["accepted"],
        "Fiches attendues": figures["waiting"],
        "Fiches refusées": figures["refused"],
        "Fiches dispensées": figures["excused"],
        "Femmes touchées": MISSING if people["women"] is None else people["women"],
        "Hommes touchés": MISSING if people["men"] is None else people["men"],
        "Fiches qui comptent des personnes": people["sheets"],
        "Droit commun déclaré, en euros": MISSING if amount is None else Decimal(amount),
        "Fiches qui déclarent un montant": figures["amount_sheets"],
    }
    return [{"label": label, "value": value} for label, value in told.items()]
