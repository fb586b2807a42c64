"""Plain things for tests: a campaign with its round."""

from datetime import date

import factory

from reciproque.enquiries.tests.factories import RoundFactory
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import Campaign


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
