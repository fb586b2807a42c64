"""Contracts of real sizes, as many as a country has, written in bulk: what pages are timed on.

A contract has what the largest of the documents at hand has: two texts, 55 objectives in three levels, 170
indicators, 25 signatures, and so on. Places are the country's own when the reference data lie beside the
repository, else those of the demo city.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from bench.ground import AT, DEMO_DOCUMENT
from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership, User
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.choices import Generation, SignatureState, StepKind, TextKind
from reciproque.contracts.models import (
    AdoptionStep,
    CitedDocument,
    Contract,
    Passage,
    Signature,
    Term,
    Text,
)
from reciproque.core.engine import continue_numbering, insert_many
from reciproque.core.text import fold, sort_key
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.models import Action, Finding, Node, NodeLink, Result, Track, Tree
from reciproque.governance.models import Body
from reciproque.journal.actions import record
from reciproque.monitoring.choices import Direction, IndicatorKind, Periodicity, SourceState
from reciproque.monitoring.models import Indicator
from reciproque.office.keeping import document_to_json
from reciproque.office.reading.text import read_text
from reciproque.organisations.models import Organisation
from reciproque.partners.models import Commitment
from reciproque.references.models import Reference
from reciproque.territories.models import Commune, Neighbourhood

OBJECTIVES, INDICATORS, SIGNATURES, COMMITMENTS, BODIES = 55, 170, 25, 40, 8
PARTS, TERMS, CITED, PASSAGES, NEIGHBOURHOODS, COMMUNES, ACTS = 60, 20, 15, 200, 8, 20, 20
WORDS = "accompagner les familles des quartiers prioritaires vers la santé, l’emploi et un logement digne"


class Country:
    """Writes contracts number after number; the first one is the one whose pages are timed."""

    def __init__(self) -> None:
        self.organisations = list(Organisation.objects.values_list("pk", flat=True))
        self.references = list(Reference.objects.values_list("pk", flat=True)[:60])
        self.neighbourhoods = list(Neighbourhood.objects.order_by("pk").values_list("pk", flat=True))
        self.communes = list(
            Commune.objects.filter(neighbourhoods__isnull=False).distinct().values_list("pk", flat=True)
        )
        self.source = document_to_json(read_text(DEMO_DOCUMENT.read_text(), name=DEMO_DOCUMENT.name))
        self.regional: User = UserFactory(name="Équipe de tous les contrats")
        self.number = 0

    def grow(self, wanted: int) -> None:
        """As many contracts as wanted in all."""
        slices = iter(range(self.number + 1, wanted + 1))
        while some := list(islice(slices, 50)):
            for rows in self._rows(some):
                insert_many(rows)
        continue_numbering([Indicator])
        self.number = max(self.number, wanted)

    def _rows(self, numbers: list[int]) -> Iterator[Iterator]:
        """Table by table, so that what is pointed to is there before."""
        for table in (
            _contract, self._communes, self._neighbourhoods, self._text, _passage, self._signature, _step,
            _term, _cited, _tree, self._node, _link, self._tie, _result, _track, _finding, _action, _indicator,
            self._commitment, _body, self._membership,
        ):  # fmt: skip
            yield (row for number in numbers for row in table(number))
        for number in numbers:
            self._acts(number)

    def _some(self, rows: list[int], number: int, wanted: int) -> list[int]:
        start = number * wanted
        return sorted({rows[(start + n) % len(rows)] for n in range(min(wanted, len(rows)))})

    def _communes(self, c: int) -> Iterator:
        for key in self._some(self.communes, c, COMMUNES):
            yield Contract.communes.through(contract_id=c, commune_id=key)

    def _neighbourhoods(self, c: int) -> Iterator:
        for key in self._some(self.neighbourhoods, c, NEIGHBOURHOODS):
            yield Contract.neighbourhoods.through(contract_id=c, neighbourhood_id=key)

    def _text(self, c: int) -> Iterator:
        for n, kind in enumerate((TextKind.FOUNDING, TextKind.PROTOCOL)):
            start, end = (date(2015, 1, 1), date(2022, 12, 31)) if n == 0 else (date(2019, 7, 1), None)
            yield Text(
                pk=2 * c + n,
                contract_id=c,
                kind=kind,
                title=f"{kind.label.capitalize()} du contrat {c}",
                starts_on=start,
                ends_on=end,
                source_json=self.source,
            )

    def _signature(self, c: int) -> Iterator:
        for n, key in enumerate(self._some(self.organisations, c, SIGNATURES)):
            state = SignatureState.SIGNED if n % 5 else SignatureState.EXPECTED
            yield Signature(
                text_id=2 * c + n % 2,
                organisation_id=key,
                printed=f"L’organisme {key}, représenté par son président",
                person=f"Personne {n}",
                role="président",
                state=state,
                on=date(2019, 7, 1 + n % 28) if state == SignatureState.SIGNED else None,
                passage_id=_passage_key(c, n),
            )

    def _node(self, c: int) -> Iterator:
        """Five roots, ten under them, forty under these."""
        levels = list(Engagement)
        for n in range(OBJECTIVES):
            title = f"{n + 1}. {WORDS.capitalize()}, {c}"
            above = None if n < 5 else n % 5 if n < 15 else 5 + n % 10
            yield Node(
                pk=node_key(c, n),
                contract_id=c,
                tree_id=2 * c + n % 2 if above is None else 2 * c + above % 5 % 2,
                parent_id=None if above is None else node_key(c, above),
                position=n,
                label="pilier" if n < 5 else "orientation" if n < 15 else "objectif opérationnel",
                code=f"{n + 1}",
                title=title,
                engagement=levels[n % len(levels)] if n % 3 else "",
                lead_organisation_id=self._some(self.organisations, c, SIGNATURES)[n % SIGNATURES],
                passage_id=_passage_key(c, n),
                search_key=fold(title),
            )

    def _tie(self, c: int) -> Iterator:
        for n in range(OBJECTIVES if self.references else 0):
            for key in {
                self.references[n % len(self.references)],
                self.references[(n * 7) % len(self.references)],
            }:
                yield Node.references.through(node_id=node_key(c, n), reference_id=key)

    def _commitment(self, c: int) -> Iterator:
        bodies = self._some(self.organisations, c, SIGNATURES)
        for n in range(COMMITMENTS):
            yield Commitment(
                contract_id=c,
                text_id=2 * c,
                node_id=node_key(c, n),
                organisation_id=bodies[n % len(bodies)],
                party="l’État",
                wording=f"{n + 1}. {WORDS.capitalize()}.",
                position=n,
                passage_id=_passage_key(c, n),
                search_key=fold(WORDS),
            )

    def _membership(self, c: int) -> Iterator:
        yield Membership(
            user_id=self.regional.pk,
            role=Role.TEAM,
            scope_kind=ScopeKind.CONTRACT,
            scope_id=c,
            contract_id=c,
            since=AT,
        )

    def _acts(self, c: int) -> None:
        with transaction.atomic():
            contract = Contract.objects.get(pk=c)
            nodes = Node.objects.filter(contract_id=c)[: ACTS - 1]
            record("contracts.contract_created", contract, by=self.regional, at=AT, contract=contract)
            for node in nodes:
                record("framework.node_edited", node, by=self.regional, at=AT, changes={"notes": ["", WORDS]})


def node_key(c: int, n: int) -> int:
    return c * 1_000 + n


def _passage_key(c: int, n: int) -> int:
    return c * 1_000 + n


def _contract(c: int) -> Iterator:
    name = f"Contrat de ville de l’agglomération {c:03}"
    yield Contract(
        pk=c,
        name=name,
        generation=Generation.PILLARS if c % 3 else Generation.COMMITMENTS,
        parent_id=1 if c in {2, 3} else None,
        starts_on=date(2015, 1, 1),
        ends_on=date(2022, 12, 31),
        search_key=fold(name),
        sort_key=sort_key(name),
    )


def _passage(c: int) -> Iterator:
    for n in range(PASSAGES):
        yield Passage(
            pk=_passage_key(c, n), text_id=2 * c + n % 2, anchor=f"l{n + 1}", line=n + 1, quote=f"{n} {WORDS}"
        )


def _step(c: int) -> Iterator:
    for n, kind in enumerate(StepKind):
        yield AdoptionStep(text_id=2 * c, kind=kind, by_whom="comité de pilotage", on=date(2019, 1 + n, 3))


def _term(c: int) -> Iterator:
    for n in range(TERMS):
        yield Term(text_id=2 * c, word=f"SIGLE{n}", meaning=WORDS, passage_id=_passage_key(c, 2 * n))


def _cited(c: int) -> Iterator:
    for n in range(CITED):
        yield CitedDocument(text_id=2 * c, title=f"Plan local n° {n}", passage_id=_passage_key(c, 2 * n))


def _tree(c: int) -> Iterator:
    for n in range(2):
        yield Tree(
            pk=2 * c + n, contract_id=c, text_id=2 * c + n, title=f"Cadre stratégique {n + 1}", position=n
        )


def _link(c: int) -> Iterator:
    for n in range(15, 25):
        yield NodeLink(source_id=node_key(c, n), target_id=node_key(c, n + 11), kind=LinkKind.SPECIFIES)


def _part(model: type, c: int) -> Iterator:
    for n in range(PARTS):
        node = node_key(c, n % OBJECTIVES)
        yield model(
            contract_id=c,
            node_id=node,
            position=n,
            wording=f"{n + 1}. {WORDS}",
            passage_id=_passage_key(c, n),
        )


def _result(c: int) -> Iterator:
    return _part(Result, c)


def _track(c: int) -> Iterator:
    return _part(Track, c)


def _finding(c: int) -> Iterator:
    return _part(Finding, c)


def _action(c: int) -> Iterator:
    return _part(Action, c)


def indicator_key(c: int, n: int) -> int:
    return c * 1_000 + n


def is_fed(n: int) -> bool:
    """Seventeen of twenty have values; one of the others is not even defined."""
    return n % 20 not in {7, 9, 19}


def _defined(n: int) -> dict[str, Any]:
    """What is known of the nth indicator of a contract: six of ten count people, two of five have a target."""
    if n % 20 == 19:
        return {}
    kind = IndicatorKind.RATIO if n % 10 == 8 else IndicatorKind.NUMBER
    known: dict[str, Any] = {
        "kind": kind,
        "unit": "%" if kind == IndicatorKind.RATIO else "familles",
        "direction": Direction.FALL if n % 7 == 0 else Direction.RISE,
        "counts_people": n % 10 < 6,
        "by_sex": n % 10 < 6,
        "by_place": True,
        "periodicity": Periodicity.YEAR,
        "source_state": SourceState.KNOWN,
    }
    if n % 5 < 2:
        known |= {
            "baseline": 100.0,
            "baseline_on": date(2018, 12, 31),
            "target": 60.0 if n % 7 == 0 else 180.0,
            "target_on": date(2027, 12, 31),
        }
    return known


def _indicator(c: int) -> Iterator:
    for n in range(INDICATORS):
        wording = f"Nombre de familles suivies, mesure {n + 1}"
        yield Indicator(
            pk=indicator_key(c, n),
            contract_id=c,
            node_id=node_key(c, n % OBJECTIVES),
            position=n,
            wording=wording,
            passage_id=_passage_key(c, n),
            search_key=fold(wording),
            **_defined(n),
        )


def _body(c: int) -> Iterator:
    for n in range(BODIES):
        name = f"Comité technique {n + 1}"
        yield Body(
            contract_id=c,
            name=name,
            composition=WORDS,
            meetings_per_year=n + 1,
            position=n,
            search_key=fold(name),
        )
