"""What may be made of a campaign and shown to others: pure."""

from collections.abc import Mapping
from typing import Any

from reciproque.evaluation.choices import PAPER_FORMATS, PaperKind
from reciproque.office.choices import Format

MOST_UNDER_WAY = 5
MOST_KEPT = 60
SLOW = {Format.PDF: 25, Format.DOCX: 60, Format.ODT: 60}
"""Sheets of questions beyond which the worker makes it; a full annex counts as as many again."""
AT_ONCE = 400


def obstacles_to_making(what: str, form: str, *, kept: int, under_way: int) -> list[str]:
    """Why a paper is not made; `kept`: how many the campaign has, `under_way`: how many the person waits for."""
    reasons = []
    if form not in PAPER_FORMATS.get(what, []):
        named = ", ".join(str(one.label) for one in PAPER_FORMATS.get(what, []))
        reasons.append(f"Ce document se prépare dans ces formats\u00a0: {named}.")
    if under_way >= MOST_UNDER_WAY:
        reasons.append(f"Vous attendez déjà {under_way} documents : laissez-les finir, ou annulez-en un.")
    if kept >= MOST_KEPT:
        reasons.append(f"Cette campagne garde déjà {kept} documents : supprimez ceux qui ne servent plus.")
    return reasons


def obstacles_to_releasing(*, is_made: bool, is_released: bool) -> list[str]:
    if not is_made:
        return ["Ce document n’est pas encore prêt."]
    return ["Ce document est déjà diffusé."] if is_released else []


def obstacles_to_discarding(*, is_released: bool) -> list[str]:
    """What others read is first taken back."""
    return ["Ce document est diffusé : retirez-le d’abord de la diffusion."] if is_released else []


def is_quick(picture: Mapping[str, Any], what: str, form: str, *, with_annex: bool) -> bool:
    """Whether the person may wait for it."""
    sheets = picture["figures"]["sheets"] * (2 if with_annex else 1)
    return bool(sheets <= (SLOW.get(Format(form), AT_ONCE) if what == PaperKind.REPORT else AT_ONCE))
