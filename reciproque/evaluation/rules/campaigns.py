"""When a campaign may be prepared, sent, validated and presented; and the five steps of its year. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reciproque.core.refusals import Moves
from reciproque.evaluation.choices import CAMPAIGN_MOVES, CampaignKind, CampaignState, SheetsOn

ANSWERING_DAYS = 45
"""Between the day of the sending and the day due, unless the team says otherwise."""
LATE_DAYS = 30
"""How long sheets are still taken after the day due."""
MOVES: Moves = CAMPAIGN_MOVES
FROZEN = "Cette campagne est figée : elle ne change plus."


def obstacles_to_preparing(
    *,
    starts_on: date | None,
    ends_on: date | None,
    due_on: date | None,
    closes_on: date | None,
    sheets_on: str,
    level: str,
    chosen: int,
) -> list[str]:
    """Reasons against the settings of a campaign. `chosen`: how many objectives were ticked."""
    reasons = []
    if starts_on and ends_on and ends_on <= starts_on:
        reasons.append("La période évaluée finit avant d’avoir commencé : vérifiez les deux dates.")
    if starts_on and due_on and due_on < starts_on:
        reasons.append("Les fiches seraient à rendre avant le début de la période évaluée.")
    if due_on and closes_on and closes_on < due_on:
        reasons.append("La fin des réponses vient avant la date à laquelle rendre les fiches.")
    if sheets_on == SheetsOn.LEVEL and not level:
        reasons.append("Dites quel niveau du cadre reçoit une fiche.")
    if sheets_on == SheetsOn.CHOSEN and not chosen:
        reasons.append("Choisissez au moins un objectif.")
    return reasons


@dataclass(frozen=True)
class Period:
    """A campaign beside which another is prepared."""

    kind: str
    title: str
    starts_on: date
    ends_on: date


def remarks_on(kind: str, starts_on: date, ends_on: date, others: Iterable[Period]) -> list[str]:
    """What the team should know before sending, which forbids nothing."""
    remarks = []
    for one in others:
        same = one.kind == kind and one.starts_on <= ends_on and starts_on <= one.ends_on
        if same:
            word = CampaignKind(kind).label
            remarks.append(
                f"Une autre campagne {word} couvre déjà cette période : « {one.title} ». "
                "Les mêmes personnes seront sollicitées deux fois."
            )
    return remarks


def obstacles_to_sending(state: str, *, sheets: int, with_person: int) -> list[str]:
    if state != CampaignState.PREPARING:
        return ["Les fiches de cette campagne sont déjà parties."]
    if not sheets:
        return ["Aucun objectif n’est dans le périmètre de la campagne : élargissez-le."]
    if not with_person:
        return ["Aucune fiche n’a de personne à qui l’envoyer : nommez au moins un pilote."]
    return []


def obstacles_to_removing(state: str, hanging: Mapping[str, int]) -> list[str]:
    """Reasons against taking a campaign away for good. `hanging`: what people made with it, and how many of each."""
    if state != CampaignState.PREPARING:
        return ["Les fiches de cette campagne sont parties : elle ne se retire plus, elle se fige."]
    return [
        f"Retirez d’abord ce qui s’y rattache : {words} ({count})."
        for words, count in hanging.items()
        if count
    ]


def remarks_on_validating(*, asked: int, returned: int, due_on: date) -> list[str]:
    """What makes it early to open the validation, which forbids nothing."""
    if returned:
        return []
    none = "Aucune fiche n’est encore rendue" + (f" sur {asked}" if asked else "")
    return [f"{none} (à rendre le {_day(due_on)}) : il n’y a rien à valider."]


def obstacles_to_moving(state: str, target: str) -> list[str]:
    if target in MOVES[state]:
        return []
    if state == CampaignState.FROZEN:
        return [FROZEN]
    return [f"La campagne est « {CampaignState(state).label} » : ce passage n’est pas possible."]


def obstacles_to_presenting(state: str, on: date, *, today: date, sent_on: date | None) -> list[str]:
    if state == CampaignState.FROZEN:
        return [FROZEN]
    if state == CampaignState.PREPARING:
        return ["Les fiches ne sont pas encore parties : il n’y a rien à présenter."]
    if on > today + timedelta(days=366):
        return ["Cette date est à plus d’un an."]
    if sent_on is not None and on < sent_on:
        return ["Le comité de pilotage ne peut pas précéder l’envoi des fiches."]
    return []


def usual_dates(on: date, previous: Period | None) -> dict[str, date]:
    """The period and the days that a new annual campaign most likely has.

    The year after the previous campaign; else the year before the current one until summer, this year afterwards.
    """
    year = previous.ends_on.year + 1 if previous is not None else on.year - (1 if on.month < 7 else 0)
    due_on = on + timedelta(days=ANSWERING_DAYS)
    return {
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "due_on": due_on,
        "closes_on": due_on + timedelta(days=LATE_DAYS),
    }


def usual_title(kind: str, starts_on: date, ends_on: date) -> str:
    """« Évaluation annuelle 2025 », « Évaluation à mi-parcours 2024-2026 »."""
    years = str(ends_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}-{ends_on.year}"
    return f"Évaluation {CampaignKind(kind).label} {years}"


@dataclass(frozen=True)
class Milestone:
    """One of the five steps: `state` is "done", "now" or "to-come"; `remark` says it in figures and dates."""

    name: str
    state: str
    remark: str


@dataclass(frozen=True)
class Progress:
    """How far a campaign is, in figures and days."""

    state: str
    due_on: date | None
    today: date
    sheets: int = 0
    without_person: int = 0
    sent_on: date | None = None
    returned: int = 0
    awaited: int = 0
    accepted: int = 0
    sessions: Sequence[date] = ()
    sessions_held: int = 0
    presented_on: date | None = None


def milestones(on: Progress) -> list[Milestone]:
    """The five steps of a campaign, as Istres describes them: sent, returned, analysed, validated together, presented.

    A step is done by what was done; the first that is not is where the campaign stands. A frozen one stands nowhere.
    """
    begun, frozen = on.state != CampaignState.PREPARING, on.state == CampaignState.FROZEN
    validating = on.state in {CampaignState.VALIDATING, CampaignState.FROZEN}
    met = bool(on.sessions) and on.sessions_held == len(on.sessions)
    presented = on.presented_on is not None and on.presented_on <= on.today
    steps = [
        ("Fiches envoyées", begun, _sent(begun, on)),
        (
            "Fiches rendues",
            validating or (begun and not on.awaited),
            f"{on.returned} sur {on.sheets}" + (f", à rendre le {_day(on.due_on)}" if on.due_on else ""),
        ),
        ("Réponses analysées", validating, f"{on.accepted} validées sur {on.returned} rendues"),
        (
            "Séances de validation",
            frozen or (validating and met),
            _sessions(on.sessions, on.sessions_held, on.today),
        ),
        (
            "Comité de pilotage",
            presented,
            f"le {_day(on.presented_on)}" if on.presented_on else "sans date" if frozen else "date à fixer",
        ),
    ]
    made, now = [], not frozen
    for name, done, remark in steps:
        made.append(Milestone(name, "done" if done else "now" if now else "to-come", remark))
        now = now and done
    return made


def _sent(begun: bool, on: Progress) -> str:
    if not begun:
        return f"{on.sheets} fiches prêtes"
    said = f"{on.sheets - on.without_person} sur {on.sheets}"
    return f"{said}, le {_day(on.sent_on)}" if on.sent_on else said


def _sessions(sessions: Sequence[date], held: int, today: date) -> str:
    if not sessions:
        return "aucune séance prévue"
    ahead = [one for one in sessions if one >= today]
    said = f"{held} tenue{'s' if held > 1 else ''} sur {len(sessions)}"
    return f"{said}, prochaine le {_day(min(ahead))}" if ahead and held < len(sessions) else said


def _day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else "—"
