"""What is written to the people of a round: one mail a person, one link to all that waits for her."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from reciproque.accounts.actions import issue_link
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.core.templatetags.reciproque import day
from reciproque.enquiries.actions.ending import end_of_links
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.rules.sheets import due_of
from reciproque.notices.actions import post

SHEETS_KIND = "enquiries.sheets"
MOST_NAMED = 20


def fresh_link(user: User, round_: Round, *, at: datetime) -> Link:
    """A new personal link to all of the person's sheets of a round. The former ones still open."""
    return issue_link(user, LinkPurpose.SHEETS, at=at, subject=round_, expires_at=end_of_links(round_))


def path_of(link: Link) -> str:
    return reverse("enquiries:sheets_by_link", args=[link.token])


def tell_person(
    user: User, round_: Round, sheets: Sequence[Sheet], *, subject: str, why: str, at: datetime
) -> None:
    """Write to a person about her sheets, with a fresh link."""
    post(
        SHEETS_KIND,
        subject,
        "\n\n".join(part for part in (why, named(sheets, round_), ENDING) if part),
        to=user,
        at=at,
        url=path_of(fresh_link(user, round_, at=at)),
        contract=round_.contract_id,
    )


ENDING = (
    "Aucun compte à créer : le lien ci-dessous est personnel et ouvre vos fiches. Ce que vous écrivez s’enregistre "
    "au fur et à mesure ; vous pouvez revenir quand vous voulez, depuis plusieurs appareils."
)


def named(sheets: Sequence[Sheet], round_: Round) -> str:
    """The sheets one a line, with the day by which each is expected."""
    lines = [f"- {one.title}, à rendre le {day(due_of(one, round_))}" for one in sheets[:MOST_NAMED]]
    if len(sheets) > MOST_NAMED:
        lines.append(f"- et {len(sheets) - MOST_NAMED} autres")
    return "\n".join(lines)


def tell_sent(user: User, round_: Round, sheets: Sequence[Sheet], *, at: datetime) -> None:
    """The first mail of a round: what is asked, by when, and the words of the team."""
    subject, why = first_words(round_, sheets)
    tell_person(user, round_, sheets, subject=subject, why=why, at=at)


def first_words(round_: Round, sheets: Sequence[Sheet]) -> tuple[str, str]:
    """The subject of the first mail and what it begins with."""
    what = "une fiche" if len(sheets) == 1 else f"{len(sheets)} fiches"
    due_on = min(due_of(one, round_) for one in sheets)
    intro = round_.introduction or f"Nous avons besoin de vos réponses pour « {round_.title} »."
    return f"{round_.title} : {what} à remplir avant le {day(due_on)}", intro


def first_letter(round_: Round, sheets: Sequence[Sheet]) -> tuple[str, str]:
    """Subject and body of the first mail, for its preview."""
    subject, why = first_words(round_, sheets)
    return subject, "\n\n".join((why, named(sheets, round_), ENDING))


def tell_checker(user: User, sheet: Sheet, *, by: User | None, at: datetime) -> None:
    why = f"{by or 'Une personne de votre organisme'} a rempli une fiche et vous demande de la relire. Approuvez-la, "
    why += "ou renvoyez-la en disant ce qu’il faut reprendre."
    subject = f"À relire pour votre organisme : {sheet.title}"
    tell_person(user, sheet.round, [sheet], subject=subject, why=why, at=at)


def tell_returned(user: User, sheet: Sheet, *, by: User | None, at: datetime) -> None:
    why = f"{by or 'L’équipe projet'} vous renvoie une fiche à reprendre :\n« {sheet.reason} »"
    tell_person(user, sheet.round, [sheet], subject=f"À reprendre : {sheet.title}", why=why, at=at)


def tell_put_off(user: User, sheets: Sequence[Sheet], *, by: User | None, at: datetime) -> None:
    """Another day, sooner or later than it was, for sheets of one round."""
    round_ = sheets[0].round
    why = f"{by or 'L’équipe projet'} a changé la date à laquelle rendre {_these(sheets)} :"
    subject = f"{round_.title} : à rendre le {day(min(due_of(one, round_) for one in sheets))}"
    tell_person(user, round_, sheets, subject=subject, why=why, at=at)


def _these(sheets: Sequence[Sheet]) -> str:
    return "votre fiche" if len(sheets) == 1 else f"{len(sheets)} de vos fiches"


def tell_passed_on(
    user: User, sheets: Sequence[Sheet], *, helps: bool, by: User | None, at: datetime
) -> None:
    """A colleague, or another person than the first one asked."""
    round_ = sheets[0].round
    asks = "vous demande de l’aider à remplir" if helps else "vous confie"
    what = "une fiche" if len(sheets) == 1 else f"{len(sheets)} fiches"
    why = f"{by or 'L’équipe projet'} {asks} {what}, pour « {round_.title} »."
    words = round_.introduction if not helps else ""
    subject = f"{round_.title} : {what} à remplir"
    tell_person(user, round_, sheets, subject=subject, why="\n\n".join(filter(None, (why, words))), at=at)
