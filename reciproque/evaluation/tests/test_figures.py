"""The figures of a campaign: only what was given is added up, and each sum says on how many sheets it rests."""

from hypothesis import given
from hypothesis import strategies as st

from reciproque.evaluation.rules.figures import consolidated, figures_of


def sheet(*, state="accepted", people=None, amount=None, engagement=None, items=(), verdicts=()):
    answers = {}
    for key, said in (("publics", people), ("ordinary_amount", amount), ("engagement", engagement)):
        if said is not None:
            status, value = ("given", said) if not said.startswith("!") else (said[1:], "")
            answers[key] = [{"item": "", "status": status, "value": value, "said": value, "comment": ""}]
    return {
        "state": state,
        "answers": answers,
        "items": [{"key": key, "title": key} for key in items],
        "verdicts": [{"result": key, "voice": voice, "value": value} for key, voice, value in verdicts],
    }


def indicator(*, period="2025", state="on_track", people=False, sex=False):
    return {"period": period, "state": state, "people": people, "sex": sex}


def test_nothing_said_is_no_zero():
    figures = figures_of([sheet(), sheet(people="!na"), sheet(people="!unknown", amount="!na")], [])

    assert figures["people"] == {
        "women": None,
        "men": None,
        "sheets": 0,
        "women_sheets": 0,
        "men_sheets": 0,
    }
    assert figures["ordinary_amount"] is None
    assert figures["amount_sheets"] == 0


def test_a_sheet_that_nobody_handed_over_has_no_level_yet():
    sheets = [
        sheet(state="submitted", engagement="done"),
        sheet(state="accepted"),
        *(
            sheet(state=state)
            for state in ("ready", "sent", "begun", "checking", "returned", "refused", "excused")
        ),
    ]

    told = figures_of(sheets, [])
    of_readers = figures_of(sheets, [], read=["accepted"])

    assert {level: count for level, count in told["engagement"].items() if count} == {"done": 1, "": 1}
    assert {level: count for level, count in of_readers["engagement"].items() if count} == {"": 1}


def test_a_zero_that_was_given_is_a_zero():
    figures = figures_of([sheet(people="0 0", amount="0.00")], [])

    assert (figures["people"]["women"], figures["people"]["men"], figures["people"]["sheets"]) == (0, 0, 1)
    assert (figures["ordinary_amount"], figures["amount_sheets"]) == ("0.00", 1)


def test_women_are_counted_although_the_men_are_not_known():
    figures = figures_of([sheet(people="12 8"), sheet(people="5 -"), sheet()], [])

    assert figures["people"] == {
        "women": 17,
        "men": 8,
        "sheets": 2,
        "women_sheets": 2,
        "men_sheets": 1,
    }


def test_cents_are_exact():
    figures = figures_of([sheet(amount="0.10") for _ in range(3)], [])

    assert figures["ordinary_amount"] == "0.30"


def test_sheets_are_counted_by_what_became_of_them():
    states = ["accepted", "submitted", "submitted", "sent", "returned", "refused", "excused"]

    figures = figures_of([sheet(state=state) for state in states], [])

    told = {key: figures[key] for key in ("sheets", "returned", "accepted", "refused", "excused", "waiting")}
    assert told == {"sheets": 7, "returned": 3, "accepted": 1, "refused": 1, "excused": 1, "waiting": 2}


def test_the_session_speaks_before_the_lead_and_the_inhabitants_for_neither():
    result = "framework.result:1"
    sheets = [
        sheet(items=[result], verdicts=[(result, "lead", "reached"), (result, "session", "partly")]),
        sheet(items=["framework.result:2"], verdicts=[("framework.result:2", "lead", "reached")]),
        sheet(items=["framework.result:3"], verdicts=[("framework.result:3", "inhabitants", "no")]),
        sheet(items=["piece:4"]),
    ]

    assert figures_of(sheets, [])["verdicts"] == {"reached": 1, "partly": 1, "no": 0, "unknown": 0, "": 1}


def test_a_level_of_engagement_of_the_team_is_counted_under_its_own_words():
    counts = figures_of([sheet(engagement="done"), sheet(engagement="demain"), sheet()], [])["engagement"]

    assert (counts["done"], counts["demain"], counts[""], counts["abandoned"]) == (1, 1, 1, 0)


def test_indicators_that_count_people_tell_sexes_apart_or_not():
    rows = [
        indicator(people=True, sex=True),
        indicator(people=True),
        indicator(period="", people=True, state="not_assessable"),
    ]

    told = figures_of([], rows)["indicators"]

    assert (told["total"], told["fed"], told["people"], told["gendered"]) == (3, 2, 2, 1)
    assert told["by_state"]["not_assessable"] == 1


@given(st.lists(st.tuples(st.integers(0, 9999) | st.none(), st.integers(0, 9999) | st.none()), max_size=30))
def test_sums_rest_on_the_sheets_that_they_name(said):
    sheets = [
        sheet(people=f"{'-' if women is None else women} {'-' if men is None else men}")
        for women, men in said
    ]

    people = figures_of(sheets, [])["people"]

    women = [one for one, _men in said if one is not None]
    assert people["women_sheets"] == len(women)
    assert people["women"] == (sum(women) if women else None)
    assert people["sheets"] == sum(one != (None, None) for one in said)


def picture(year, figures):
    return {"campaign": {"key": year, "title": str(year)}, "figures": figures}


def test_years_add_up_people_and_euros_but_no_states():
    first = figures_of([sheet(people="12 8", amount="100.50", engagement="launching")], [])
    silent = figures_of([sheet(engagement="done")], [])

    told = consolidated([picture(2024, first), picture(2025, silent)])

    assert told["people"]["women"] == 12
    assert told["people"]["sheets"] == 1
    assert (told["ordinary_amount"], told["amount_sheets"]) == ("100.50", 1)
    assert told["engagement"]["done"] == 1
    assert told["engagement"]["launching"] == 0
    assert [one["title"] for one in told["campaigns"]] == ["2024", "2025"]


def test_no_year_is_no_sum():
    told = consolidated([])

    assert (told["people"]["women"], told["ordinary_amount"], told["campaigns"]) == (None, None, [])
