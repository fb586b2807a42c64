"""What monitoring offers to be searched."""

from collections.abc import Iterator

from reciproque.core.registers import Findable
from reciproque.framework.queries import findable_part, titles_above
from reciproque.monitoring.models import Indicator


def findable_indicators(contract: int) -> Iterator[Findable]:
    """The live indicators of a contract, but for those of archived objectives."""
    above = titles_above(contract)
    for row in Indicator.objects.filter(contract_id=contract, archived_at=None).select_related("passage"):
        if row.node_id is None or row.node_id in above:
            yield findable_part(row, "indicator", above)
