"""Plain things for tests: an open round of two questions, and a sheet that was sent."""

from datetime import UTC, date, datetime

import factory

from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.enquiries.choices import Part, QuestionKind, RoundState, SheetState
from reciproque.enquiries.models import Attachment, Participation, Question, Round, Sheet
from reciproque.organisations.tests.factories import OrganisationFactory

SENT_AT = datetime(2026, 1, 12, 8, tzinfo=UTC)


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round

    contract = factory.SubFactory(ContractFactory)
    kind = "enquiries.survey"
    title = factory.Sequence(lambda n: f"Enquête {n}")
    state = RoundState.OPEN
    opened_at = SENT_AT
    opens_on = date(2026, 1, 12)
    due_on = date(2026, 2, 27)
    closes_on = date(2026, 3, 31)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    round = factory.SubFactory(RoundFactory)
    key = factory.Sequence(lambda n: f"question-{n}")
    kind = QuestionKind.LONG
    wording = factory.Sequence(lambda n: f"Qu’avez-vous fait ({n}) ?")


class SheetFactory(factory.django.DjangoModelFactory):
    """A sheet about the contract itself, sent to a person of a body."""

    class Meta:
        model = Sheet
        skip_postgeneration_save = True

    round = factory.SubFactory(RoundFactory)
    subject_label = "contracts.contract"
    subject_key = factory.Sequence(lambda n: 1_000_000 + n)
    title = factory.Sequence(lambda n: f"Fiche {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    recipient = factory.SubFactory(UserFactory)
    state = SheetState.SENT
    sent_at = SENT_AT

    @factory.post_generation
    def participation(self, create, extracted, **kwargs):
        if create and self.recipient is not None:
            Participation.objects.create(sheet=self, user=self.recipient, part=Part.ANSWERS, since=SENT_AT)


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A file joined to a sheet; `file=` is a stored one."""

    class Meta:
        model = Attachment

    sheet = factory.SubFactory(SheetFactory)
    at = SENT_AT
