"""The procedure of an annual report as a path: which steps are done, which is under way, what each still wants."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reciproque.evaluation.choices import AssemblyKind, PartState
from reciproque.evaluation.rules.annual import (
    Facts,
    Hurdle,
    dsu_deadline,
    dsu_is_due,
    dsu_is_late,
    hurdles_to_answer,
    hurdles_to_approval,
    hurdles_to_publication,
    hurdles_to_ready,
    hurdles_to_sending,
    lacking_debates,
    said,
)
from reciproque.evaluation.rules.opinions import Said

NOW, DONE, TO_COME = "now", "done", "to-come"
WORDS = {DONE: "fait", NOW: "en cours", TO_COME: "à venir"}


@dataclass(frozen=True)
class StepShown:
    """A step of the path: `look` is a class of `ol.steps`, `word` the same in words."""

    key: str
    name: str
    look: str
    remark: str

    @property
    def word(self) -> str:
        return WORDS[self.look]


def course_of(facts: Facts) -> list[StepShown]:
    """The seven steps; every step begun before the first unfinished one stays as it is."""
    told = [
        ("modalities", "Modalités délibérées", *_modalities(facts)),
        ("ready", "Projet prêt", *_ready(facts)),
        ("sent", "Envoi aux conseils", *_sent(facts)),
        ("opinions", "Avis des conseils", *_opinions(facts)),
        ("debates", "Débats", *_debates(facts)),
        ("approved", "Approbation et suites données", *_approved(facts)),
        ("published", "Publication", *_published(facts)),
    ]
    steps = []
    now_given = False
    for key, name, done, remark in told:
        look = DONE if done else TO_COME if now_given else NOW
        now_given = now_given or not done
        steps.append(StepShown(key, name, look, remark))
    return steps


def next_hurdles(facts: Facts) -> list[Hurdle]:
    """What stands in the way of the step under way, the nearest dates first."""
    report = facts.report
    if report.published_at is not None:
        return []
    if report.approved_on is not None:
        return hurdles_to_publication(facts)
    if facts.edition is None:
        return hurdles_to_ready(facts)
    if not facts.present:
        return hurdles_to_sending(facts)
    return sorted(hurdles_to_approval(facts), key=lambda one: (one.until is None, one.until or date.max))


def duty_of(facts: Facts) -> tuple[str, date | None] | None:
    """What the team has to do next, and by when; None once it is published."""
    report = facts.report
    if report.published_at is not None:
        return None
    if report.approved_on is not None:
        return "à publier", None
    if facts.edition is None:
        return "à écrire", dsu_deadline(report.year) if dsu_is_due(facts) else None
    if len(facts.present) < len(facts.councils):
        return "à envoyer aux conseils", None
    if hurdles_to_answer(facts):
        return "observations des conseils à traiter", None
    waiting = [one.deadline_on for one in facts.present.values() if facts.standing(one).said == Said.WAITING]
    return ("avis des conseils attendus", max(waiting)) if waiting else ("à faire approuver", None)


def state_of(facts: Facts) -> tuple[str, str]:
    """Badge and word of the report as a whole."""
    report = facts.report
    if report.published_at is not None:
        return "done", "publié"
    if report.approved_on is not None:
        return "soon", "approuvé, à publier"
    if facts.edition is None:
        return "draft", "en rédaction" if not facts.was_sent else "en correction"
    if not facts.present:
        return "soon", "prêt à envoyer"
    waits = any(facts.standing(one).said == Said.WAITING for one in facts.present.values())
    return ("waiting", "avis attendus") if waits else ("soon", "à approuver")


def _modalities(facts: Facts) -> tuple[bool, str]:
    report = facts.report
    if report.modalities_on is None:
        return False, "À délibérer : qui est consulté, comment, en combien de temps."
    number = f", {report.modalities_number}" if report.modalities_number else ""
    return True, f"{said(report.modalities_on)}{number}"


def _ready(facts: Facts) -> tuple[bool, str]:
    if facts.edition is not None:
        return True, f"{facts.edition}, {said(timezone.localdate(facts.edition.ready_at))}"
    waiting = sum(one.state == PartState.TO_WRITE for one in facts.parts)
    if not waiting:
        return False, "Toutes les parties sont écrites : déclarez le projet prêt."
    return False, f"{waiting} partie{'s' if waiting > 1 else ''} à écrire sur {len(facts.parts)}."


def _sent(facts: Facts) -> tuple[bool, str]:
    total, sent = len(facts.councils), len(facts.present)
    if not sent:
        return False, f"{total} conseil{'s' if total > 1 else ''} à consulter."
    last = max(one.sent_on for one in facts.present.values())
    told = f"{sent} conseil{'s' if sent > 1 else ''} sur {total}, dernier envoi le {said(last)}"
    return sent >= total, told


def _opinions(facts: Facts) -> tuple[bool, str]:
    present = list(facts.present.values())
    counts = Counter(facts.standing(one).said for one in present)
    parts = []
    if counts[Said.GIVEN]:
        parts.append(f"{counts[Said.GIVEN]} rendu{'s' if counts[Said.GIVEN] > 1 else ''}")
    silent = counts[Said.SILENT] + counts[Said.LATE]
    if silent:
        parts.append(f"{silent} réputé{'s' if silent > 1 else ''} favorable{'s' if silent > 1 else ''}")
    waiting = [one.deadline_on for one in present if facts.standing(one).said == Said.WAITING]
    if waiting:
        count = len(waiting)
        parts.append(f"{count} attendu{'s' if count > 1 else ''} jusqu’au {said(max(waiting))}")
    done = bool(present) and len(present) >= len(facts.councils) and not waiting
    return done, ", ".join(parts) or "Un mois au moins ; le silence vaut avis favorable."


def _debates(facts: Facts) -> tuple[bool, str]:
    held = [one for one in facts.debates if one.assembly == AssemblyKind.COMMUNITY]
    lacking = len(lacking_debates(facts))
    rest = ""
    if lacking:
        rest = " ; un débat de conseil municipal non noté"
    if lacking > 1:
        rest = f" ; {lacking} débats de conseils municipaux non notés"
    if held:
        return True, f"conseil communautaire le {said(held[0].held_on)}{rest}"
    return False, f"conseil communautaire : à venir{rest}{_dsu(facts)}"


def _dsu(facts: Facts) -> str:
    if not dsu_is_due(facts):
        return ""
    limit = said(dsu_deadline(facts.report.year))
    return (
        f" ; partie DSU attendue avant le {limit} (passé)"
        if dsu_is_late(facts)
        else f" ; partie DSU avant le {limit}"
    )


def _approved(facts: Facts) -> tuple[bool, str]:
    report = facts.report
    if report.approved_on is None:
        return False, "L’intercommunalité approuve et dit quelles suites elle donne."
    return True, f"{said(report.approved_on)}, {report.approval_number}"


def _published(facts: Facts) -> tuple[bool, str]:
    moment = facts.report.published_at
    if moment is None:
        return False, "Rien ne se publie avant l’approbation."
    return True, said(timezone.localdate(moment))
