"""The five real documents, from the file to the contract: what was read is what was made, quickly."""

from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest
from django.db.models import Count

from reciproque.contracts.models import CitedDocument, Signature, Term
from reciproque.framework.models import Finding, Node, Result, Track, Tree
from reciproque.governance.models import Body
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import AT, brought
from reciproque.monitoring.models import Indicator
from reciproque.partners.models import Commitment

DOCUMENTS = Path(__file__).parents[4] / "shared" / "contracts"
TREES = {
    "besancon-protocole-2020-2022": 1,
    "brest-feuille-de-route-2018-2019": 2,
    "brest-protocole-2020-2022": 1,
    "istres-protocole-2019-2022": 2,
    "metz-protocole-2019-2022": 2,
}
MODELS = {
    ItemKind.FRAMEWORK: Node,
    ItemKind.RESULT: Result,
    ItemKind.TRACK: Track,
    ItemKind.FINDING: Finding,
    ItemKind.INDICATOR: Indicator,
    ItemKind.COMMITMENT: Commitment,
    ItemKind.SIGNATORY: Signature,
    ItemKind.BODY: Body,
    ItemKind.DOCUMENT: CitedDocument,
    ItemKind.TERM: Term,
}
SECONDS = 1.5
SLOWER_MACHINE = 4

pytestmark = pytest.mark.skipif(
    not DOCUMENTS.is_dir(),
    reason="Les cinq documents réels ne sont pas à côté du dépôt (../shared/contracts).",
)


@pytest.mark.parametrize("name", TREES)
def test_what_was_read_is_what_was_made(ada, name):
    reading = brought((DOCUMENTS / f"{name}.md").read_bytes(), name=f"{name}.md", by=ada)
    read = Counter(reading.items.filter(state__in=KEPT).values_list("kind", flat=True))

    began = perf_counter()
    contract = accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)
    seconds = perf_counter() - began

    assert {str(kind): model.objects.count() for kind, model in MODELS.items()} == {
        str(kind): read[kind] for kind in MODELS
    }
    assert contract.neighbourhoods.count() == read[ItemKind.NEIGHBOURHOOD]
    assert Tree.objects.filter(contract=contract).count() == TREES[name]
    assert seconds < SECONDS * SLOWER_MACHINE


@pytest.mark.parametrize("name", TREES)
def test_nodes_hang_as_they_were_read_and_point_to_their_passage(ada, name):
    reading = brought((DOCUMENTS / f"{name}.md").read_bytes(), name=f"{name}.md", by=ada)
    accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)

    nodes = {node.pk: node for node in Node.objects.select_related("parent", "passage")}
    items = list(reading.items.filter(kind=ItemKind.FRAMEWORK).select_related("parent"))
    wrong = [
        item.words
        for item in items
        if nodes[item.target_key].title != item.words
        or nodes[item.target_key].parent_id != (item.parent.target_key if item.parent else None)
        or nodes[item.target_key].passage.anchor != item.anchor
    ]
    assert wrong == []
    assert not Node.objects.annotate(n=Count("tree")).exclude(parent=None).exclude(n=1).exists()
