"""The words of indicators help to suggest what an objective serves."""

from reciproque.framework.queries import matrix_of
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.tests.factories import IndicatorFactory
from reciproque.references.tests.factories import ReferenceFactory


def test_the_wordings_of_live_indicators_count_for_their_objective():
    line = ReferenceFactory(title="Ruches, miel, essaims")
    aim, other = NodeFactory(title="Apprendre"), NodeFactory(title="Ailleurs")
    IndicatorFactory(node=aim, wording="Nombre d’essaims et de ruches")
    IndicatorFactory(node=other, wording="Pots de miel")

    [row] = matrix_of(aim.contract, line.nomenclature).rows

    assert set(row.suggested[line.pk].words) == {"essaims", "ruches"}
