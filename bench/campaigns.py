"""Evaluation campaigns of several years for every contract, written in bulk: what stands on the objectives.

A year of a contract has a round of questions, a sheet for each of its forty last objectives, an answer to each
question of a sheet that came back, who answers, the steps of the sheet, and a verdict on each expected result. The
last year is being asked: of ten sheets five are accepted, one was handed in, two were begun, two only sent. The years
before were all accepted; they are not frozen, which keeps a picture of its own.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bench.country import OBJECTIVES, PARTS, node_key
from reciproque.accounts.models import User
from reciproque.core.engine import continue_numbering, insert_many
from reciproque.enquiries.choices import AnswerStatus, Part, RoundState, SheetState, Step
from reciproque.enquiries.models import Answer, Participation, Question, Round, Sheet, SheetStep
from reciproque.evaluation.choices import KIND, CampaignKind, CampaignState, VerdictValue, Voice
from reciproque.evaluation.models import Campaign, ResultVerdict
from reciproque.evaluation.rules.questions import DONE, ENGAGEMENT, STANDARD
from reciproque.framework.choices import Engagement
from reciproque.framework.models import Result

FIRST_YEAR, LAST_YEAR = 2023, 2025
LEAVES = range(15, OBJECTIVES)
PEOPLE = 10
ANSWERED = {ENGAGEMENT, DONE, "results", "difficulties", "equality", "perspectives"}
SAID = (
    "Les actions prévues ont commencé dans deux quartiers sur trois, avec les associations et les familles."
)
STATES = [*[SheetState.ACCEPTED] * 5, SheetState.SUBMITTED, *[SheetState.BEGUN] * 2, *[SheetState.SENT] * 2]
BACK = {SheetState.ACCEPTED, SheetState.SUBMITTED}


class Campaigns:
    """Writes the campaigns of contracts that are there."""

    def grow(self, contracts: range) -> int:
        """The campaigns of these contracts; returns how many rows."""
        results = self._results(contracts)
        rows = 0
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for table in (_person, _round, _question, _campaign, _sheet, _answer, _participation, _step):
                if table is _person and year != FIRST_YEAR:
                    continue
                rows += insert_many(row for c in contracts for row in table(c, year))
            rows += insert_many(row for c in contracts for row in _verdict(c, year, results.get(c, [])))
        continue_numbering([User, Round, Question, Campaign, Sheet])
        return rows

    def _results(self, contracts: range) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        known = Result.objects.filter(contract__gte=contracts.start, contract__lt=contracts.stop)
        for contract, key in known.order_by("pk").values_list("contract_id", "pk"):
            found.setdefault(contract, []).append(key)
        return found


def campaign_key(c: int, year: int) -> int:
    return c * 10 + year - FIRST_YEAR


def _user_key(c: int, n: int) -> int:
    return 1_000_000 + c * 1_000 + n % PEOPLE  # with room for whoever is added in between


def _sheet_key(c: int, year: int, n: int) -> int:
    return campaign_key(c, year) * 100 + n


def _question_key(c: int, year: int, n: int) -> int:
    return campaign_key(c, year) * 20 + n


def _at(year: int, days: int) -> datetime:
    return datetime(year + 1, 1, 12, 9, tzinfo=UTC) + timedelta(days=days)


def _state(year: int, n: int) -> SheetState:
    return STATES[n % len(STATES)] if year == LAST_YEAR else SheetState.ACCEPTED


def _person(c: int, _year: int) -> Iterator[User]:
    for n in range(PEOPLE):
        email = f"pilote{n}@contrat{c}.exemple.fr"
        yield User(
            pk=_user_key(c, n), email=email, email_key=email, name=f"Pilote {n} du contrat {c}",
            password="!", created_at=_at(2014, 0),
        )  # fmt: skip


def _round(c: int, year: int) -> Iterator[Round]:
    begins = date(year + 1, 1, 12)
    yield Round(
        pk=campaign_key(c, year),
        contract_id=c,
        kind=KIND,
        title=f"Évaluation {year}",
        state=RoundState.OPEN if year == LAST_YEAR else RoundState.CLOSED,
        opens_on=begins,
        due_on=begins + timedelta(days=45),
        closes_on=begins + timedelta(days=300),
        opened_at=_at(year, 0),
        closed_at=None if year == LAST_YEAR else _at(year, 300),
    )


def _question(c: int, year: int) -> Iterator[Question]:
    for n, asked in enumerate(STANDARD):
        yield Question(pk=_question_key(c, year, n), round_id=campaign_key(c, year), position=n, **asked)


def _campaign(c: int, year: int) -> Iterator[Campaign]:
    yield Campaign(
        pk=campaign_key(c, year),
        contract_id=c,
        round_id=campaign_key(c, year),
        kind=CampaignKind.ANNUAL,
        title=f"Évaluation {year}",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        state=CampaignState.ASKING if year == LAST_YEAR else CampaignState.VALIDATING,
        previous_id=campaign_key(c, year - 1) if year > FIRST_YEAR else None,
    )


def _sheet(c: int, year: int) -> Iterator[Sheet]:
    for n in LEAVES:
        state = _state(year, n)
        pillar = (5 + n % 10) % 5
        yield Sheet(
            pk=_sheet_key(c, year, n),
            round_id=campaign_key(c, year),
            subject_label="framework.node",
            subject_key=node_key(c, n),
            title=f"{n + 1}. Accompagner les familles des quartiers prioritaires, {c}",
            place=f"Pilier {pillar + 1}",
            group_key=node_key(c, pillar),
            group=f"Pilier {pillar + 1}",
            position=n,
            recipient_id=_user_key(c, n),
            state=state,
            sent_at=_at(year, 0),
            begun_at=_at(year, 7) if state != SheetState.SENT else None,
            submitted_at=_at(year, 20) if state in BACK else None,
            accepted_at=_at(year, 30) if state == SheetState.ACCEPTED else None,
            previous_id=_sheet_key(c, year - 1, n) if year > FIRST_YEAR else None,
        )


def _answer(c: int, year: int) -> Iterator[Answer]:
    levels = [one.value for one in Engagement]
    for n in LEAVES:
        if _state(year, n) == SheetState.SENT:
            continue
        for q, asked in enumerate(STANDARD):
            if asked["key"] not in ANSWERED:
                continue
            level = levels[(n + year) % len(levels)]
            yield Answer(
                sheet_id=_sheet_key(c, year, n),
                question_id=_question_key(c, year, q),
                status=AnswerStatus.GIVEN,
                value=level if asked["key"] == ENGAGEMENT else f"{SAID} ({n}, {year})",
                by_id=_user_key(c, n),
                at=_at(year, 8),
            )


def _participation(c: int, year: int) -> Iterator[Participation]:
    for n in LEAVES:
        yield Participation(
            sheet_id=_sheet_key(c, year, n), user_id=_user_key(c, n), part=Part.ANSWERS, since=_at(year, 0)
        )


def _step(c: int, year: int) -> Iterator[SheetStep]:
    days = [(Step.SENT, 0), (Step.OPENED, 5), (Step.BEGUN, 7), (Step.SUBMITTED, 20), (Step.ACCEPTED, 30)]
    for n in LEAVES:
        state = _state(year, n)
        made = {SheetState.SENT: 2, SheetState.BEGUN: 3, SheetState.SUBMITTED: 4}.get(state, 5)
        for step, day in days[:made]:
            yield SheetStep(
                sheet_id=_sheet_key(c, year, n), step=step, at=_at(year, day), by_id=_user_key(c, n)
            )


def _verdict(c: int, year: int, results: list[int]) -> Iterator[ResultVerdict]:
    values = list(VerdictValue)
    for n, key in enumerate(results[:PARTS]):
        yield ResultVerdict(
            campaign_id=campaign_key(c, year),
            result_id=key,
            voice=Voice.LEAD,
            value=values[(n + year) % len(values)],
            evidence=SAID,
            by_id=_user_key(c, n),
            at=_at(year, 20),
        )
