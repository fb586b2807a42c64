"""Plain things for tests: a campaign with its round."""

from datetime import UTC, date, datetime

import factory

from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.tests.factories import RoundFactory, SheetFactory
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import (
    Campaign,
    Criterion,
    EvaluationQuestion,
    SessionSheet,
    ValidationSession,
)
from reciproque.framework.tests.factories import NodeFactory, TreeFactory


class CampaignFactory(factory.django.DjangoModelFactory):
    """The campaign of 2025, whose sheets are being filled in."""

    class Meta:
        model = Campaign

    round = factory.SubFactory(RoundFactory, kind="evaluation.campaign")
    contract = factory.SelfAttribute("round.contract")
    title = factory.Sequence(lambda n: f"Évaluation {n}")
    starts_on = date(2025, 1, 1)
    ends_on = date(2025, 12, 31)
    state = CampaignState.ASKING


class SessionFactory(factory.django.DjangoModelFactory):
    """A session that is open."""

    class Meta:
        model = ValidationSession

    campaign = factory.SubFactory(CampaignFactory)
    title = factory.Sequence(lambda n: f"Séance {n}")
    starts_at = datetime(2026, 3, 12, 13, tzinfo=UTC)
    opened_at = datetime(2026, 3, 12, 13, tzinfo=UTC)


class SessionSheetFactory(factory.django.DjangoModelFactory):
    """A sheet about an objective, handed over, on the agenda of an open session."""

    class Meta:
        model = SessionSheet

    session = factory.SubFactory(SessionFactory)
    sheet = factory.LazyAttribute(lambda row: handed_over(row.session.campaign))
    position = factory.Sequence(lambda n: n + 1)


def handed_over(campaign, *, node=None, **more):
    """A sheet of a campaign about an objective of its contract, as its lead handed it over."""
    node = node or NodeFactory(tree=TreeFactory(contract=campaign.contract))
    given = {
        "subject_label": "framework.node",
        "subject_key": node.pk,
        "title": str(node),
        "group_key": node.pk,
        "group": str(node),
        "state": SheetState.SUBMITTED,
        "submitted_at": datetime(2026, 2, 20, 9, tzinfo=UTC),
    }
    return SheetFactory(round=campaign.round, **(given | more))


class EvaluationQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvaluationQuestion

    campaign = factory.SubFactory(CampaignFactory)
    position = factory.Sequence(lambda n: n + 1)
    wording = factory.Sequence(lambda n: f"Le contrat a-t-il changé la vie des quartiers {n} ?")


class CriterionFactory(factory.django.DjangoModelFactory):
    """Not judged yet."""

    class Meta:
        model = Criterion

    question = factory.SubFactory(EvaluationQuestionFactory)
    position = factory.Sequence(lambda n: n + 1)
    wording = factory.Sequence(lambda n: f"Les habitants s’en servent {n}")
