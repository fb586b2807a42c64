"""What leaves the house about one person: her data, and the picture that her telephone reads."""

import json

import segno
from django.utils.safestring import SafeString, mark_safe

from reciproque.accounts.models import User
from reciproque.accounts.queries import everything_known


def personal_file(user: User) -> bytes:
    """All that is known of a person, as JSON that a person can read."""
    return json.dumps(everything_known(user), ensure_ascii=False, indent=2, default=str).encode()


def qr_picture(address: str) -> SafeString:
    """The QR code as SVG: black on white in both themes, without any style attribute."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(svg.replace("<svg ", '<svg role="img" aria-label="QR code à photographier" ', 1))
