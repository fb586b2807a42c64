"""The annual report as a procedure: what stands in the way of each step, until when. Pure: the day is handed in.

Sources: code général des collectivités territoriales, L1111-2 and L1811-2; décret n° 2015-1118 du 3 septembre 2015
(`docs/law.md` says what was read there, what was not).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from reciproque.evaluation.choices import WITH_WORDS, AssemblyKind, CouncilKind, PartKind, PartState
from reciproque.evaluation.models.annual import (
    FIRST_YEAR,
    LAST_YEAR,
    AnnualReport,
    Debate,
    Edition,
    ReportPart,
)
from reciproque.evaluation.models.councils import Consultation, Council, Remark
from reciproque.evaluation.rules.opinions import Standing, standing_of

LEAST_MONTHS, MOST_MONTHS = 1, 12
APPROVED = "Le rapport est approuvé : il ne change plus."


@dataclass(frozen=True)
class Hurdle:
    """A reason that stands in the way; `until` is its last day, None when it falls by an act only."""

    text: str
    until: date | None = None


@dataclass
class Facts:
    """All that is known of a report on a day: rows that were loaded with what they point to."""

    report: AnnualReport
    today: date
    parts: Sequence[ReportPart] = ()
    editions: Sequence[Edition] = ()
    councils: Sequence[Council] = ()
    consultations: Sequence[Consultation] = ()
    remarks: Sequence[Remark] = ()
    debates: Sequence[Debate] = ()
    edition: Edition | None = field(init=False)

    def __post_init__(self) -> None:
        self.edition = next((one for one in self.editions if one.withdrawn_at is None), None)

    @property
    def in_use(self) -> Edition:
        """The present version, for who has judged that there is one."""
        if self.edition is None:
            raise LookupError("no version is ready")
        return self.edition

    @property
    def present(self) -> dict[int, Consultation]:
        """What became of the present version, by council."""
        key = self.edition.pk if self.edition is not None else None
        return {one.council_id: one for one in self.consultations if one.edition_id == key}

    @property
    def was_sent(self) -> bool:
        return bool(self.consultations)

    @property
    def is_open(self) -> bool:
        return self.report.approved_on is None

    def remarks_on(self, consultation: Consultation) -> list[Remark]:
        return [one for one in self.remarks if one.consultation_id == consultation.pk]

    def standing(self, consultation: Consultation) -> Standing:
        return standing_of(consultation, self.today)


_TOWN = re.compile(r"(?:ville|commune|mairie) (de |du |des |d['’])(.+)", re.IGNORECASE)


def council_name(town: str) -> str:
    """« Conseil municipal de Vauvelle » from « ville de Vauvelle »; in brackets what is written otherwise."""
    found = _TOWN.fullmatch(town.strip())
    return f"Conseil municipal {found[1]}{found[2]}" if found else f"Conseil municipal ({town})"


def texts_of(hurdles: Iterable[Hurdle]) -> list[str]:
    return [one.text for one in hurdles]


def said(day: date) -> str:
    """« 1er mars 2026 »."""
    return date_format(day, "j F Y").replace("1 ", "1er ", 1) if day.day == 1 else date_format(day, "j F Y")


def deadline_after(sent_on: date, months: int) -> date:
    """The last day on which an opinion still counts: the same number of a later month, or the last day of it.

    From 31 January one month goes to 28 February (29 in a leap year): a month that lacks the number ends with its
    last day. The day itself counts whole, until midnight in Paris. Raises ValueError below one month.
    """
    if months < LEAST_MONTHS:
        raise ValueError("a council has one month at least")
    year, month = divmod(sent_on.year * 12 + sent_on.month - 1 + months, 12)
    return date(year, month + 1, min(sent_on.day, monthrange(year, month + 1)[1]))


def dsu_deadline(year: int) -> date:
    """Before the end of the second quarter after the year of the accounts (CGCT, L1111-2)."""
    return date(year + 1, 6, 30)


def dsu_is_late(facts: Facts) -> bool:
    """The part on the DSU is due, and no assembly debated it in time."""
    limit = dsu_deadline(facts.report.year)
    if not dsu_is_due(facts):
        return False
    held = [one.held_on for one in facts.debates if one.held_on <= limit]
    return facts.today > limit and not held


def dsu_is_due(facts: Facts) -> bool:
    return any(one.kind == PartKind.DSU and one.state != PartState.NOT_APPLICABLE for one in facts.parts)


def obstacles_to_starting(year: int, *, taken: bool, today: date) -> list[str]:
    reasons = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        reasons.append(f"L’année est comprise entre {FIRST_YEAR} et {LAST_YEAR}.")
    elif year > today.year:
        reasons.append(f"L’année {year} n’a pas commencé.")
    if taken:
        reasons.append(f"Ce contrat a déjà un rapport pour {year} : ouvrez-le.")
    return reasons


def obstacles_to_modalities(facts: Facts, *, on: date, months: int) -> list[str]:
    """What was deliberated is settled before the first sending: councils are all asked by the same rule."""
    reasons = [] if facts.is_open else [APPROVED]
    if facts.was_sent:
        reasons.append("Le projet est déjà parti : les modalités de sa consultation ne changent plus.")
    if on > facts.today:
        reasons.append("La délibération sur les modalités ne peut pas être datée d’un jour à venir.")
    if not LEAST_MONTHS <= months <= MOST_MONTHS:
        reasons.append(
            "Les conseils ont un mois au moins pour donner leur avis, et la consultation un an au plus."
        )
    return reasons


def obstacles_to_writing(facts: Facts) -> list[str]:
    if not facts.is_open:
        return [APPROVED]
    if facts.edition is not None:
        return [f"La {facts.edition} est prête : ouvrez une correction pour changer le texte."]
    return []


def hurdles_to_ready(facts: Facts) -> list[Hurdle]:
    reasons = obstacles_to_writing(facts)
    if not reasons:
        reasons = [
            f"« {one.title} » : à écrire, ou à dire sans objet avec la raison."
            for one in facts.parts
            if one.state == PartState.TO_WRITE
        ]
    return [Hurdle(one) for one in reasons]


def obstacles_to_correcting(facts: Facts, *, reason: str) -> list[str]:
    reasons = [] if facts.is_open else [APPROVED]
    if facts.edition is None:
        reasons.append("Le texte est déjà ouvert : corrigez-le directement.")
    if not reason.strip():
        reasons.append("Dites pourquoi le projet est corrigé : les conseils le liront.")
    return reasons


def hurdles_to_sending(facts: Facts) -> list[Hurdle]:
    """What stands in the way of any sending of the present version."""
    reasons = [] if facts.is_open else [APPROVED]
    if facts.report.modalities_on is None:
        reasons.append("Les modalités de la consultation ne sont pas encore délibérées.")
    if facts.edition is None:
        reasons.append("Le projet n’est pas prêt.")
    if not facts.councils:
        reasons.append("Aucun conseil n’est à consulter : ajoutez les conseils municipaux et citoyens.")
    return [Hurdle(one) for one in reasons]


def obstacles_to_sending(
    facts: Facts, councils: Sequence[Council], *, sent_on: date, deadline_on: date, by_mail: bool
) -> list[str]:
    """What stands in the way of sending the present version to these councils on that day with that deadline."""
    reasons = texts_of(hurdles_to_sending(facts))
    if not councils:
        reasons.append("Choisissez au moins un conseil.")
    received = facts.present
    for one in councils:
        if one.pk in received:
            reasons.append(f"{one} a déjà reçu cette version le {said(received[one.pk].sent_on)}.")
        elif by_mail and not one.email:
            reasons.append(
                f"{one} n’a pas d’adresse électronique : ajoutez-la, ou notez un envoi sur papier."
            )
    return reasons + _obstacles_to_dates(facts, sent_on, deadline_on)


def _obstacles_to_dates(facts: Facts, sent_on: date, deadline_on: date) -> list[str]:
    reasons = []
    if sent_on > facts.today:
        reasons.append("L’envoi ne peut pas être daté d’un jour à venir.")
    if facts.edition is not None and sent_on < timezone.localdate(facts.edition.ready_at):
        reasons.append("L’envoi ne peut pas être antérieur au jour où cette version a été prête.")
    months = max(facts.report.months, LEAST_MONTHS)
    earliest = deadline_after(sent_on, months)
    if deadline_on < earliest:
        lasts = "un mois" if months == 1 else f"{months} mois"
        reasons.append(
            f"Les conseils ont {lasts} au moins : pour un envoi le {said(sent_on)}, "
            f"le délai court jusqu’au {said(earliest)} au plus tôt."
        )
    elif deadline_on > deadline_after(sent_on, MOST_MONTHS):
        reasons.append("Le délai dépasse un an : vérifiez la date.")
    return reasons


def _obstacles_to_touching(facts: Facts, consultation: Consultation) -> list[str]:
    reasons = [] if facts.is_open else [APPROVED]
    if facts.edition is None or consultation.edition_id != facts.edition.pk:
        reasons.append("Une correction a remplacé cette version : le conseil est consulté sur la nouvelle.")
    return reasons


def obstacles_to_opinion(
    facts: Facts, consultation: Consultation, *, opinion: str, given_on: date, text: str, by_link: bool
) -> list[str]:
    reasons = _obstacles_to_touching(facts, consultation)
    if given_on < consultation.sent_on:
        reasons.append(f"L’avis ne peut pas précéder l’envoi du projet, le {said(consultation.sent_on)}.")
    if given_on > facts.today:
        reasons.append("L’avis ne peut pas être daté d’un jour à venir.")
    if opinion in WITH_WORDS and not text.strip():
        reasons.append("Écrivez les observations : chacune doit recevoir une réponse.")
    if by_link and consultation.opinion:
        reasons.append(
            "L’avis de ce conseil est déjà enregistré. Pour le corriger, écrivez à l’équipe projet."
        )
    return reasons


def obstacles_to_answering(facts: Facts, consultation: Consultation) -> list[str]:
    reasons = [] if facts.is_open else [APPROVED]
    if not consultation.opinion:
        reasons.append("Ce conseil n’a pas rendu d’avis : il n’y a rien à quoi répondre.")
    return reasons


def obstacles_to_debate(facts: Facts, *, held_on: date) -> list[str]:
    reasons = [] if facts.is_open else [APPROVED]
    if facts.edition is None:
        reasons.append("Le projet n’est pas prêt : une assemblée débat d’un projet arrêté.")
    elif held_on < timezone.localdate(min(one.ready_at for one in facts.editions)):
        reasons.append("Le débat ne peut pas précéder le jour où le projet a été prêt.")
    if held_on > facts.today:
        reasons.append("Le débat ne peut pas être daté d’un jour à venir.")
    return reasons


def hurdles_to_approval(facts: Facts, *, on: date | None = None) -> list[Hurdle]:
    """What stands in the way of the approval on that day (today by default), and until when."""
    if not facts.is_open:
        return [Hurdle(APPROVED)]
    hurdles = hurdles_to_sending(facts)
    if hurdles:
        return hurdles
    if not any(one.kind == CouncilKind.MUNICIPAL for one in facts.councils):
        hurdles.append(Hurdle("Aucun conseil municipal n’est consulté."))
    day = on or facts.today
    waiting: dict[date, list[Council]] = {}
    for council in facts.councils:
        hurdles += _hurdles_of_council(facts, council, day, waiting)
    hurdles += [_hurdle_of_waiting(limit, councils) for limit, councils in sorted(waiting.items())]
    return hurdles + hurdles_to_answer(facts) + _hurdles_of_debate(facts, day)


def _hurdles_of_council(
    facts: Facts, council: Council, day: date, waiting: dict[date, list[Council]]
) -> list[Hurdle]:
    """What one council stands for; who still has time on that day is put with those of the same deadline."""
    consultation = facts.present.get(council.pk)
    if consultation is None:
        return [Hurdle(f"{council} n’a pas reçu la {facts.edition}.")]
    given = consultation.given_on
    if given is not None and given <= consultation.deadline_on:
        late = f"{council} a rendu son avis le {said(given)}, après le jour de l’approbation."
        return [Hurdle(late)] if given > day else []
    if day <= consultation.deadline_on:
        waiting.setdefault(consultation.deadline_on, []).append(council)
    return []


def _hurdle_of_waiting(limit: date, councils: Sequence[Council]) -> Hurdle:
    names = [str(one) for one in councils]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
    have, their, without = ("ont", "leur", "eux") if len(names) > 1 else ("a", "son", "lui")
    return Hurdle(
        f"{who} {have} jusqu’au {said(limit)} pour rendre {their} avis : sans {without}, l’approbation est possible "
        f"à partir du {said(limit + timedelta(days=1))}.",
        limit,
    )


def hurdles_to_answer(facts: Facts) -> list[Hurdle]:
    """Every opinion that says something, on whatever version, has its remarks, and each of them its answer."""
    hurdles = []
    for one in facts.consultations:
        if one.opinion not in WITH_WORDS:
            continue
        remarks = facts.remarks_on(one)
        missing = [remark for remark in remarks if not remark.answer.strip()]
        if not remarks:
            hurdles.append(Hurdle(f"{one} : les observations de l’avis ne sont pas relevées."))
        elif missing:
            hurdles.append(Hurdle(f"{one} : {_waits(len(missing))}."))
    return hurdles


def _waits(count: int) -> str:
    if count == 1:
        return "une observation attend la suite qui lui sera donnée"
    return f"{count} observations attendent la suite qui leur sera donnée"


def _hurdles_of_debate(facts: Facts, day: date) -> list[Hurdle]:
    held = [one.held_on for one in facts.debates if one.assembly == AssemblyKind.COMMUNITY]
    if any(one <= day for one in held):
        return []
    return [Hurdle("Le conseil communautaire n’a pas encore débattu du rapport.")]


def obstacles_to_approval(facts: Facts, *, on: date, number: str) -> list[str]:
    reasons = []
    if on > facts.today:
        reasons.append("L’approbation ne peut pas être datée d’un jour à venir.")
    if not number.strip():
        reasons.append("Notez le numéro de la délibération qui approuve le rapport.")
    return reasons + texts_of(hurdles_to_approval(facts, on=on))


def hurdles_to_publication(facts: Facts) -> list[Hurdle]:
    if facts.report.published_at is not None:
        return [Hurdle("Le rapport est déjà publié.")]
    if facts.report.approved_on is None:
        return [Hurdle("Le rapport n’est pas approuvé : rien ne se publie avant.")]
    return []


def lacking_debates(facts: Facts) -> list[Council]:
    """Municipal councils whose debate is not noted. The law wants it; the intercommunal body cannot force it."""
    held = {one.organisation_id for one in facts.debates}
    return [
        one for one in facts.councils if one.kind == CouncilKind.MUNICIPAL and one.organisation_id not in held
    ]
