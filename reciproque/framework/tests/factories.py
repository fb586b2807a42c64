"""The plainest valid trees, nodes and what hangs on them. A node's tree, contract and parent agree by themselves."""

import factory

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.text import fold
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Action, Finding, Node, NodeLink, Recommendation, Result, Track, Tree


class TreeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tree

    contract = factory.SubFactory(ContractFactory)
    title = factory.Sequence(lambda n: f"Cadre stratégique {n}")
    position = factory.Sequence(lambda n: n + 1)


class NodeFactory(factory.django.DjangoModelFactory):
    """An objective at the root of a tree of its own. `parent=` puts it into the tree of the parent.

    `neighbourhoods=`, `communes=`, `partners=`, `references=` fill its lists.
    """

    class Meta:
        model = Node
        skip_postgeneration_save = True

    parent = None
    tree = factory.Maybe("parent", factory.SelfAttribute("parent.tree"), factory.SubFactory(TreeFactory))
    contract = factory.SelfAttribute("tree.contract")
    label = "objectif"
    title = factory.Sequence(lambda n: f"Accompagner les familles {n}")
    position = factory.Sequence(lambda n: n + 1)
    search_key = factory.LazyAttribute(lambda node: fold(f"{getattr(node, 'code', '')} {node.title}"))

    @factory.post_generation
    def neighbourhoods(self, create, extracted, **kwargs):
        if create and extracted:
            self.neighbourhoods.set(extracted)

    @factory.post_generation
    def communes(self, create, extracted, **kwargs):
        if create and extracted:
            self.communes.set(extracted)

    @factory.post_generation
    def partners(self, create, extracted, **kwargs):
        if create and extracted:
            self.partners.set(extracted)

    @factory.post_generation
    def references(self, create, extracted, **kwargs):
        if create and extracted:
            self.references.set(extracted)


class LinkFactory(factory.django.DjangoModelFactory):
    """A node that repeats another, of another tree of the same contract."""

    class Meta:
        model = NodeLink

    source = factory.SubFactory(NodeFactory)
    target = factory.SubFactory(
        NodeFactory,
        tree=factory.SubFactory(TreeFactory, contract=factory.SelfAttribute("...source.contract")),
    )
    kind = LinkKind.REPEATS


class _PartFactory(factory.django.DjangoModelFactory):
    """On an objective of its own, unless `node=` says which; `node=None` needs `contract=`."""

    class Meta:
        abstract = True

    node = factory.SubFactory(NodeFactory)
    tree = factory.Maybe("node", factory.SelfAttribute("node.tree"), None)
    contract = factory.Maybe(
        "node", factory.SelfAttribute("node.contract"), factory.SubFactory(ContractFactory)
    )
    position = factory.Sequence(lambda n: n + 1)


class ResultFactory(_PartFactory):
    class Meta:
        model = Result

    wording = factory.Sequence(lambda n: f"Davantage de familles suivies {n}")


class TrackFactory(_PartFactory):
    class Meta:
        model = Track

    wording = factory.Sequence(lambda n: f"Ouvrir un lieu d’accueil {n}")


class FindingFactory(_PartFactory):
    class Meta:
        model = Finding

    wording = factory.Sequence(lambda n: f"Peu de familles viennent aux permanences {n}")


class ActionFactory(_PartFactory):
    class Meta:
        model = Action

    wording = factory.Sequence(lambda n: f"Permanences en pied d’immeuble {n}")


class RecommendationFactory(factory.django.DjangoModelFactory):
    """What an evaluation recommended, still to be examined. `nodes=` are the objectives that answer it."""

    class Meta:
        model = Recommendation
        skip_postgeneration_save = True

    contract = factory.SubFactory(ContractFactory)
    position = factory.Sequence(lambda n: n + 1)
    origin = "Évaluation finale 2015-2022"
    wording = factory.Sequence(lambda n: f"Compter les femmes et les hommes {n}")
    search_key = factory.LazyAttribute(lambda one: fold(one.wording))

    @factory.post_generation
    def nodes(self, create, extracted, **kwargs):
        if create and extracted:
            self.nodes.set(extracted)
