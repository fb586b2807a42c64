"""A PDF as pdfium opens it: what it holds besides its text, and its pages, one open at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reciproque.core.text import shorten
from reciproque.office.bounds import Account, Unreadable
from reciproque.office.reading.pdf import outcomes
from reciproque.office.reading.pdf.library import said_by

MOST_PAGES = 3_000
_NAMED = 5
_FORMS = {pdfium.FORMTYPE_ACRO_FORM, pdfium.FORMTYPE_XFA_FOREGROUND}


class Source:
    """An open PDF; raises `Unreadable` with the reason and the way out when it cannot be read."""

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(data)
            self.count = len(self._pdf)
        except pypdfium2.PdfiumError as error:
            protected = "password" in str(error).lower() or "security" in str(error).lower()
            raise Unreadable(outcomes.PROTECTED if protected else outcomes.DAMAGED) from None
        self.form = pdfium.FPDF_GetFormType(self._pdf)
        refusal = self._refusal()
        if refusal:
            self.close()
            raise Unreadable(refusal)

    def close(self) -> None:
        self._pdf.close()

    def _refusal(self) -> str:
        if not self.count:
            return outcomes.EMPTY
        if self.count > MOST_PAGES:
            return outcomes.TOO_MANY_PAGES.format(count=self.count, most=MOST_PAGES)
        return outcomes.DYNAMIC_FORM if self.form == pdfium.FORMTYPE_XFA_FULL else ""

    @property
    def is_tagged(self) -> bool:
        return bool(pdfium.FPDFCatalog_IsTagged(self._pdf))

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """An open page, counted from zero; raises `PdfiumError` when it is damaged."""
        page = self._pdf[number]
        if self.form in _FORMS and pdfium.FPDFPage_GetAnnotCount(page) > 0:
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT)
            page.close()
            page = self._pdf[number]
        try:
            yield page
        finally:
            page.close()

    def say_what_else_it_holds(self, account: Account) -> None:
        """Complain of what is in the file, but is no text of its pages."""
        names = self._attachments()
        if names:
            account.complain(outcomes.attachments(names))
        if pdfium.FPDFDoc_GetJavaScriptActionCount(self._pdf) > 0:
            account.complain(outcomes.SCRIPTS)
        if pdfium.FPDF_GetSignatureCount(self._pdf) > 0:
            account.complain(outcomes.SIGNED)
        elif self.form == pdfium.FORMTYPE_ACRO_FORM:
            account.complain(outcomes.FORM)
        if self.form == pdfium.FORMTYPE_XFA_FOREGROUND:
            account.complain(outcomes.STATIC_XFA)

    def _attachments(self) -> list[str]:
        count = pdfium.FPDFDoc_GetAttachmentCount(self._pdf)
        names = []
        for number in range(min(max(0, count), _NAMED)):
            attachment = pdfium.FPDFDoc_GetAttachment(self._pdf, number)
            name = said_by(pdfium.FPDFAttachment_GetName, attachment) if attachment else ""
            names.append(shorten(name or f"pièce {number + 1}", 80))
        return [*names, "…"] if count > _NAMED else names
