"""What comes out of a campaign, and what it costs: processor time and memory, beside an empty document.

usage: python -m bench.products

Pictures of 60 and of 200 sheets, all answered at length, with two indicators a sheet. Each product is made twice in
this process and the second time counts; memory is the highest that the process ever took.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")
    django.setup()
    measure()


def measure() -> None:
    from reciproque.evaluation.exports.report import evaluation_report
    from reciproque.evaluation.exports.slides import committee_deck
    from reciproque.evaluation.exports.workbook import campaign_sheets
    from reciproque.evaluation.tests.pictures import crowded
    from reciproque.office.papers.content import Paper
    from reciproque.office.papers.making import write_paper
    from reciproque.office.sheets import write_ods_book, write_xlsx_book
    from reciproque.office.slides import Deck, write_pptx

    on = date(2026, 11, 26)
    print(f"{'product':44}{'processor, s':>14}{'kB':>8}{'memory so far, MiB':>20}")
    _told("empty deck (reference)", lambda: write_pptx(Deck("Rien")))
    _told("empty PDF (reference)", lambda: write_paper(Paper("Rien"), "pdf"))
    for count in (60, 200):
        made = crowded(count)
        deck, sheets = partial(committee_deck, made, on=on), partial(campaign_sheets, made, on=on)
        report = partial(evaluation_report, made, on=on, with_annex=True)
        _told(f"slides, {count} sheets", lambda deck=deck: write_pptx(deck()))
        _told(f"XLSX, {count} sheets", lambda sheets=sheets: write_xlsx_book("Tout", sheets()))
        _told(f"ODS, {count} sheets", lambda sheets=sheets: write_ods_book("Tout", sheets()))
        for form in ("docx", "odt", "pdf"):
            name = f"report {form}, {count} sheets, all answers"
            _told(name, lambda report=report, form=form: write_paper(report(), form))


def _told(name: str, make: Callable[[], bytes]) -> None:
    make()
    began = time.process_time()
    data = make()
    took = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:44}{took:14.2f}{len(data) // 1024:8}{memory:20}")


if __name__ == "__main__":
    main()
