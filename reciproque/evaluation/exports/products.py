"""Making what comes out of a campaign: its picture, in the kind and format asked for, dressed by the team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify

from reciproque.core.registers import dressers
from reciproque.core.text import one_line
from reciproque.evaluation.choices import PaperKind
from reciproque.evaluation.exports.report import evaluation_report
from reciproque.evaluation.exports.slides import committee_deck
from reciproque.evaluation.exports.workbook import campaign_sheets
from reciproque.evaluation.models import Campaign, CampaignPaper
from reciproque.evaluation.queries.pictures import snapshot_of
from reciproque.office.choices import Format
from reciproque.office.papers.making import Dress, write_paper
from reciproque.office.sheets import write_ods_book, write_xlsx_book
from reciproque.office.slides import write_pptx


def product_of(paper: CampaignPaper, picture: Mapping[str, Any], *, on: date) -> bytes:
    """The bytes of a paper, drawn from the picture of its campaign."""
    campaign, digest = paper.campaign, paper.digest
    if paper.what == PaperKind.SHEETS:
        write = write_ods_book if paper.form == Format.ODS else write_xlsx_book
        return write(one_line(picture["campaign"]["title"]), campaign_sheets(picture, on=on, digest=digest))
    dress = dress_of(campaign.contract, paper.what, paper.form)
    if paper.what == PaperKind.SLIDES:
        return write_pptx(committee_deck(picture, on=on, digest=digest), dress.template)
    report = evaluation_report(picture, on=on, digest=digest, with_annex=paper.with_annex)
    values = {
        "titre": report.title,
        "sous-titre": report.subtitle,
        "contrat": one_line(picture["campaign"]["contract"]),
        "texte": report.title,
        "date": date_format(on, "j F Y"),
    }
    return write_paper(report, paper.form, dress=dress, values=values)


def dress_of(contract: Any, what: str, form: str) -> Dress:
    """The look that the team gave to a kind of paper; that of the house when nobody keeps looks."""
    return next((one.dress(contract, what, form) for one in dressers), Dress())


def templates_url(contract: Any) -> str:
    """Where the team brings its templates; "" when there is no such page."""
    return next((one.url(contract) for one in dressers), "")


def digest_of(campaign: Campaign) -> str:
    """The digest of the frozen year; "" as long as the campaign moves."""
    snapshot = snapshot_of(campaign) if campaign.is_frozen else None
    return snapshot.digest if snapshot is not None else ""


def name_of(campaign: Campaign, what: str, form: str) -> str:
    """« evaluation-2026-diaporama-provisoire.pptx »."""
    state = "" if campaign.is_frozen else "-provisoire"
    return f"{slugify(campaign.title)[:80] or 'campagne'}-{what}{state}.{form}"
