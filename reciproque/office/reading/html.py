"""From a web page (HTML, XHTML) to plain data.

The parser tells what it meets as it goes and builds no tree: neither size nor depth costs memory. Entities are
those of HTML only; nothing is ever fetched.
"""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from reciproque.office.bounds import DEFAULT_BOUNDS, Account, Bounds, Unreadable
from reciproque.office.document import Document, Part
from reciproque.office.encoding import decode
from reciproque.office.reading.web.page import Page

MEDIA_TYPE = "text/html"
DECLARED = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
OWN_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[|<!ENTITY", re.IGNORECASE)
PIECE = 65_536
HEAD = 8_192


def read_html(data: bytes, *, name: str = "", bounds: Bounds = DEFAULT_BOUNDS) -> Document:
    """Read a page of HTML; raise `Unreadable` with a French sentence when it cannot be."""
    head = data[:HEAD]
    declared = XML_DECLARED.search(head) or DECLARED.search(head)
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else "")
    if OWN_ENTITIES.search(decoded.text[:HEAD]):
        raise Unreadable(
            "Cette page déclare ses propres entités (DTD), ce qu’une page ordinaire ne fait jamais. "
            "Par prudence elle n’est pas lue."
        )
    account = Account(bounds)
    for complaint in decoded.complaints:
        account.complain(complaint)
    return Document(read_markup(decoded.text, account), name, MEDIA_TYPE, account.complaints())


def read_markup(text: str, account: Account) -> tuple[Part, ...]:
    """The parts of a text in HTML; whoever calls keeps the account of bounds and complaints."""
    page = Page(account)
    parser = etree.HTMLParser(target=cast(Any, page), no_network=True, huge_tree=False, encoding="utf-8")
    data = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        for start in range(0, len(data), PIECE):
            parser.feed(data[start : start + PIECE])
            if page.refused is not None:
                break
        parser.close()
    except etree.XMLSyntaxError:
        page.close()
        if not page.parts:
            raise Unreadable("Cette page est vide, ou n’est pas du HTML lisible.") from None
    if page.refused is not None:
        raise page.refused
    return tuple(page.parts)
