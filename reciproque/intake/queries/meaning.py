"""What printed names of places and chapters mean."""

import re
from collections import Counter
from collections.abc import Iterable

from reciproque.core.text import sort_key
from reciproque.intake.reading.outline import outline_of
from reciproque.office.document import Document
from reciproque.territories.models import Commune, Epci
from reciproque.territories.queries import communes_like


def communes_meant(names: Iterable[str], *, within: Epci | None) -> dict[str, Commune]:
    """The commune that each printed name means. Of namesakes, the one of the body in which most names are at home."""
    found = {}
    for name in sorted(set(names)):
        wanted = sort_key(re.sub(r"(?i)\bst(e?)\b\.?", r"saint\1", name))
        found[name] = [one for one in communes_like(name) if one.sort_key == wanted]
    bodies = Counter(epci for some in found.values() for epci in {one.epci_id for one in some})
    home = within.pk if within is not None else max(bodies, key=lambda epci: bodies[epci], default=None)
    meant = {}
    for name, some in found.items():
        at_home = [one for one in some if one.epci_id == home] or some
        if len(at_home) == 1:
            meant[name] = at_home[0]
    return meant


def epci_meant(territory: str) -> Epci | None:
    """The only intercommunal body whose name holds these words, or None."""
    words = [word for word in sort_key(territory).split() if len(word) > 2]
    rows = Epci.objects.all()
    for word in words:
        rows = rows.filter(sort_key__contains=word)
    found = list(rows[:2]) if words else []
    return found[0] if len(found) == 1 else None


def chapters_of(document: Document) -> dict[str, str]:
    """For each anchor of a document, the title of the outermost section in which it stands ("": none)."""
    outline = outline_of(document)
    found = {}
    for anchor, section in outline.by_anchor.items():
        path = list(section.path())
        found[anchor] = path[-1].text if path else ""
    return found
