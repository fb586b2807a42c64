"""The sources that a criterion can name, and those that it names."""

from typing import Any

from reciproque.core.registers import subjects
from reciproque.enquiries.models import Sheet
from reciproque.evaluation.models import Campaign, Criterion
from reciproque.evaluation.queries.campaigns import annual_ones_in
from reciproque.evaluation.rules.judging import Thing, read_sources
from reciproque.monitoring.models import Indicator


def possible_sources(campaign: Campaign) -> list[tuple[str, list[tuple[str, str]]]]:
    """Accepted sheets of the campaign and of the annual ones in its period, and the indicators of the contract."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for one in [*annual_ones_in(campaign), campaign]:
        rows = Sheet.objects.filter(round_id=one.round_id, state="accepted").order_by("position", "pk")
        found = [(f"enquiries.sheet:{key}", title) for key, title in rows.values_list("pk", "title")]
        groups.append((f"Fiches : {one.title}", found))
    live = Indicator.objects.filter(contract=campaign.contract_id, archived_at=None).order_by(
        "position", "pk"
    )
    named = [(f"monitoring.indicator:{key}", said) for key, said in live.values_list("pk", "wording")]
    groups.append(("Indicateurs", named))
    return [(title, rows) for title, rows in groups if rows]


def sources_of(criteria: list[Criterion], user: Any) -> dict[int, dict[str, Any]]:
    """What each criterion rests on: links to what the person may see, and words. One question a kind of thing."""
    read = {one.pk: read_sources(one.sources) for one in criteria}
    wanted: dict[str, set[int]] = {}
    for things, _words in read.values():
        for label, key in things:
            wanted.setdefault(label, set()).add(key)
    links: dict[Thing, tuple[str, str]] = {}
    for label, keys in wanted.items():
        subject = subjects.named(label)
        if subject is not None:
            for thing in subject.visible_to(user).filter(pk__in=keys):
                links[label, thing.pk] = (subject.title(thing), subject.url(thing))
    return {
        key: {"links": [links[one] for one in things if one in links], "words": words}
        for key, (things, words) in read.items()
    }


def titles_of_sources(campaign: Campaign, criteria: list[Criterion]) -> dict[int, list[str]]:
    """How the things that each criterion names are called, whoever asks: for what is kept. Two questions."""
    read = {one.pk: read_sources(one.sources)[0] for one in criteria}
    named = {thing for things in read.values() for thing in things}
    sheets = Sheet.objects.filter(pk__in=[key for label, key in named if label == "enquiries.sheet"])
    rows = Indicator.objects.filter(pk__in=[key for label, key in named if label == "monitoring.indicator"])
    of_contract = sheets.filter(round__contract=campaign.contract_id).values_list("pk", "title")
    known = {("enquiries.sheet", key): title for key, title in of_contract}
    wordings = rows.filter(contract=campaign.contract_id).values_list("pk", "wording")
    known |= {("monitoring.indicator", key): wording for key, wording in wordings}
    return {key: [known[one] for one in things if one in known] for key, things in read.items()}
