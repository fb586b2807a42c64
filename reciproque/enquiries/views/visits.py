"""A person before a sheet, by personal link or signed in: the same pages under two addresses."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reciproque.core.registers import enquiry_kinds


@dataclass(frozen=True)
class Visit:
    """Who is before which sheet; `token` is that of her link, "" for who is signed in."""

    user: Any
    sheet: Any
    token: str = ""

    @property
    def home(self) -> str:
        if self.token:
            return reverse("enquiries:sheets_by_link", args=[self.token])
        return reverse("enquiries:my_sheets")

    @property
    def page(self) -> str:
        return page_of(self.sheet.pk, self.token)

    @property
    def files(self) -> str:
        """Where a file of the sheet is fetched: its key follows."""
        return f"{self.page}pieces/"

    @property
    def workbook(self) -> str:
        """Where her sheets of this round are taken away and brought back as a spreadsheet."""
        if self.token:
            return reverse("enquiries:bring_by_link", args=[self.token, self.sheet.round_id])
        return reverse("enquiries:bring_mine", args=[self.sheet.round_id])

    @property
    def own_page(self) -> str | None:
        """The page of an upper app that takes the place of the questions, if its kind has one."""
        kind = enquiry_kinds.named(self.sheet.round.kind)
        if kind is None:
            return None
        if self.token:
            return kind.own_page_by_link(self.sheet, self.token) if kind.own_page_by_link else None
        return kind.own_page(self.sheet) if kind.own_page else None


def page_of(sheet: int, token: str) -> str:
    """The page of the sheet with that key."""
    if token:
        return reverse("enquiries:sheet_by_link", args=[token, sheet])
    return reverse("enquiries:my_sheet", args=[sheet])
