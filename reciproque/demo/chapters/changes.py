"""Chapter 5: what texts change: a match made by hand, links confirmed and refused, a document brought again."""

from typing import Any

from reciproque.contracts.access import contracts_visible_to
from reciproque.demo.chapters.documents import bring
from reciproque.demo.chapters.stage import HERE, Stage, on
from reciproque.demo.chapters.years import newest_text
from reciproque.framework.access import nodes_visible_to
from reciproque.intake.actions.applying import apply_correction
from reciproque.intake.actions.comparing import say_different, say_same
from reciproque.intake.actions.correcting import say_correction
from reciproque.intake.actions.linking import confirm_links, refuse_links
from reciproque.intake.choices import ItemKind
from reciproque.intake.queries import fresh
from reciproque.intake.queries.comparing import comparison_of, item_of, reading_of_text
from reciproque.intake.queries.linking import proposed_links
from reciproque.intake.queries.versions import corrections_of, items_that_differ


def tell(stage: Stage) -> None:
    _corrected(stage, stage.contracts["2015"])
    _matches(stage, stage.contracts["2015"])
    _links(stage, stage.contracts["2015"])


def _matches(stage: Stage, contract: Any) -> None:
    """Of the protocol of 2019, the project manager says what is the same, and what is not."""
    reading = reading_of_text(newest_text(contract))
    if reading is None:
        return
    found = comparison_of(reading, visible=contracts_visible_to(stage.team))
    olds = {thing.words: key for key, thing in found.old_things.items()}
    news = {thing.words: key for key, thing in found.new_things.items()}
    said = [
        (say_same, "Mieux vivre au quotidien", "Habiter"),
        (say_different, "Rapprocher les habitants de l'emploi", "Travailler"),
    ]
    for say, old, new in said:
        item = item_of(reading, news.get(new, ""))
        if old in olds and item is not None:
            say(reading, old=olds[old], item=item, by=stage.team, at=on("2019-09-03"))


def _links(stage: Stage, contract: Any) -> None:
    """Of the links that are proposed, two are confirmed, the least like is refused, the others wait."""
    found = proposed_links(contract, nodes_visible_to(stage.team))
    good = [(one.source, one.target, one.kinship.kind) for one in found[:2]]
    if good:
        confirm_links(contract, good, by=stage.team, at=on("2019-09-04"))
    least = sorted(found[2:], key=lambda one: one.kinship.score)[:1]
    refused = [(one.source, one.target) for one in least]
    if refused:
        refuse_links(contract, refused, by=stage.team, at=on("2019-09-04"))


def _corrected(stage: Stage, contract: Any) -> None:
    """The protocol comes back with a misprint mended: one change is applied, one is refused."""
    first = reading_of_text(newest_text(contract))
    if first is None:
        return
    words = (HERE / "documents" / "protocole-2019.md").read_text(encoding="utf-8")
    for before, after in (
        ("reçu dans les deux mois", "reçu dans les six semaines"),
        ("dix places", "douze places"),
    ):
        words = words.replace(before, after)
    reading = bring(
        "protocole-2019-corrige.md",
        contract=contract,
        by=stage.team,
        at=on("2019-08-26"),
        data=words.encode(),
    )
    say_correction(reading, first, by=stage.team, at=on("2019-08-26"))
    offered = corrections_of(items_that_differ(first, fresh(reading)))
    chosen = [one.key for one in offered if one.match.kind == ItemKind.RESULT]
    apply_correction(fresh(reading), chosen=chosen, by=stage.team, at=on("2019-08-27"))
