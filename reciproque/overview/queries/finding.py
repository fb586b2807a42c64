"""What the texts themselves say, block by block: what no tree has taken over is an answer too."""

from collections.abc import Iterator

from reciproque.contracts.models import Text
from reciproque.core.registers import Findable
from reciproque.office.document import Kind
from reciproque.office.keeping import document_from_json


def findable_blocks(contract: int) -> Iterator[Findable]:
    """Each block of the live texts of a contract, under the headings above it. Running heads and feet are left out."""
    order = 0
    for text in (
        Text.objects.filter(contract_id=contract, archived_at=None).exclude(source_json="").order_by("pk")
    ):
        above: list[tuple[int, str]] = []
        given: set[str] = set()
        for block in document_from_json(text.source_json).blocks():
            order += 1
            if block.kind == Kind.FURNITURE or not block.text.strip() or block.anchor in given:
                continue
            if block.kind == Kind.HEADING:
                above = [one for one in above if one[0] < block.level]
            given.add(block.anchor)
            yield Findable(
                label="contracts.text",
                key=text.pk,
                anchor=block.anchor,
                kind="text",
                text=block.text,
                above=" ".join(title for _level, title in above),
                position=order,
                text_id=text.pk,
                place=block.anchor,
            )
            if block.kind == Kind.HEADING:
                above.append((block.level, block.text))
