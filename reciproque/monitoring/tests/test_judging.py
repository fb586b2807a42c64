"""From a definition and its last values to how it stands, and to when the next value is due."""

from datetime import date

import pytest

from reciproque.monitoring.choices import Method, ProgressState, Shape, ValueStatus
from reciproque.monitoring.models import FollowUp, Headline, Indicator
from reciproque.monitoring.rules.judging import judge, lacks_sex, next_due

pytestmark = pytest.mark.once


def indicator(**values):
    usual = {
        "wording": "Nombre de familles suivies",
        "kind": "number",
        "direction": "rise",
        "periodicity": "year",
    }
    return Indicator(**usual | values)


def with_course(**values):
    aim = {
        "baseline": 0.0,
        "baseline_on": date(2019, 12, 31),
        "target": 100.0,
        "target_on": date(2023, 12, 31),
    }
    return indicator(**aim | values)


def headline(number=50.0, *, period=202112, status=ValueStatus.NUMBER, before=None, shapes=0):
    return Headline(
        period=period,
        status=status,
        number=number,
        before_period=period - 100 if before is not None else None,
        before_number=before,
        shapes=shapes,
    )


def test_a_course_is_followed():
    progress = judge(with_course(), headline(50))

    assert (progress.state, round(progress.pace, 2)) == (ProgressState.ON_TRACK, 1.0)


def test_a_contract_chooses_its_method_and_its_thresholds():
    projected = judge(with_course(), headline(50), FollowUp(method=Method.PROJECTION))

    assert projected.reason == "Ce mode de calcul demande 4 valeurs au moins."
    assert judge(indicator(), headline(51, before=50), FollowUp(threshold=0.05)).state == "stable"
    assert judge(indicator(), headline(51, before=50), FollowUp(threshold=0.01)).state == "better"


def test_a_target_without_baseline_can_be_reached_or_only_its_tendency_told():
    aim = {"baseline": None, "baseline_on": None}

    assert judge(with_course(**aim), headline(100)).state == "achieved"
    nearing = judge(with_course(**aim), headline(50, before=40))
    assert (nearing.state, nearing.reason[:26]) == ("better", "Pas de valeur de référence")
    falling = with_course(**aim, direction="fall", target=10.0)
    assert [judge(falling, headline(number, before=30)).state for number in (10, 20, 40)] == [
        "achieved",
        "better",
        "worse",
    ]


@pytest.mark.parametrize(
    ("definition", "last", "reason"),
    [
        (indicator(source_state="none"), headline(), "Aucune source n’existe."),
        (indicator(), None, "Aucune valeur validée."),
        (indicator(), Headline(), "Aucune valeur validée."),
        (indicator(), headline(None, status=ValueStatus.MISSING), "La dernière valeur n’est pas disponible."),
        (
            indicator(),
            headline(None, status=ValueStatus.SECRET),
            "La dernière valeur est couverte par le secret.",
        ),
        (
            indicator(),
            headline(None, status=ValueStatus.NOT_APPLICABLE),
            "La dernière période est sans objet.",
        ),
        (
            indicator(),
            headline(None, status=ValueStatus.WORDS),
            "Cet indicateur s’apprécie en toutes lettres.",
        ),
        (indicator(direction=""), headline(3, before=2), "Le sens souhaité n’est pas dit."),
    ],
)
def test_what_cannot_be_assessed_says_why(definition, last, reason):
    progress = judge(definition, last)

    assert (progress.state, progress.reason) == (ProgressState.NOT_ASSESSABLE, reason)


def test_yes_is_a_target_that_can_be_reached():
    charter = with_course(kind="yes_no", target=1.0)

    assert judge(charter, headline(1)).state == "achieved"
    assert judge(charter, headline(0)).state == "insufficient"


@pytest.mark.parametrize(
    ("definition", "last", "due"),
    [
        (indicator(), headline(period=202112), date(2023, 3, 31)),
        (indicator(delay_days=0), headline(period=202112), date(2022, 12, 31)),
        (indicator(), None, date(2021, 3, 31)),
        (with_course(), None, date(2021, 3, 31)),
        (indicator(periodicity="quarter"), headline(period=202112), date(2022, 6, 29)),
        (indicator(periodicity="school"), None, date(2020, 11, 29)),
        (indicator(periodicity="once"), headline(period=202112), None),
        (indicator(source_state="none"), None, None),
        (indicator(periodicity=""), None, None),
    ],
)
def test_the_next_value_is_due_on_a_day(definition, last, due):
    assert next_due(definition, last, starts_on=date(2020, 1, 1)) == due


def test_nothing_is_expected_of_a_contract_that_has_ended():
    assert next_due(indicator(), headline(period=202112), starts_on=None, ends_on=date(2021, 12, 31)) is None
    assert next_due(indicator(), headline(period=202112), starts_on=None, ends_on=date(2022, 1, 1)) == date(
        2023, 3, 31
    )


def test_an_indicator_of_people_without_sex_is_told():
    people = indicator(counts_people=True)

    assert lacks_sex(people, headline())
    assert not lacks_sex(people, headline(shapes=Shape.SEX))
    assert not lacks_sex(people, headline(shapes=Shape.SEX | Shape.AGE))
    assert not lacks_sex(people, None)
    assert not lacks_sex(indicator(), headline())
