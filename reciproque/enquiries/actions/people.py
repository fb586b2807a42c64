"""Who answers, helps and checks: named, changed, ended, always with a trace."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reciproque.accounts.access import link_of
from reciproque.accounts.actions import create_person, revoke_links
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.core.engine import one_at_a_time
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.text import clean, fold, shorten
from reciproque.enquiries.access import may_answer, may_steer, own_sheets, parts_on
from reciproque.enquiries.actions.ending import end_of_links
from reciproque.enquiries.actions.locking import locked_sheet, locked_sheets, step_on
from reciproque.enquiries.actions.mails import tell_checker, tell_passed_on, tell_person
from reciproque.enquiries.choices import AWAITED, FILLABLE, TYPABLE, Part, SheetState, Step
from reciproque.enquiries.models import Participation, Round, Sheet
from reciproque.enquiries.rules.board import person_of
from reciproque.enquiries.rules.forwarding import obstacles_to_passing_on, obstacles_to_transferring
from reciproque.enquiries.rules.rounds import takes_answers
from reciproque.enquiries.rules.sheets import CLOSED
from reciproque.journal.actions import record
from reciproque.organisations.models import Organisation

ASKED = [*TYPABLE, SheetState.CHECKING, SheetState.REFUSED, SheetState.EXCUSED]
"""States in which a sheet may be asked of somebody else."""


def person_at(email: str, name: str = "", *, organisation: Organisation | None = None, at: datetime) -> User:
    """The person who has that address, made if nobody has. Refused for what is no address, or a closed account."""
    email = clean(email).strip()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused([f"« {shorten(email)} » n’est pas une adresse électronique."]) from None
    with one_at_a_time("accounts.invite"):
        user = User.objects.filter(email_key=fold(email)).first()
        if user is None:
            return create_person(email, name, at=at, organisation=organisation)
    refuse_if(
        [] if user.is_active else [f"Le compte de « {email} » est fermé : choisissez une autre personne."]
    )
    return user


@transaction.atomic
def set_recipient(
    sheet: Sheet,
    person: User | None = None,
    *,
    email: str = "",
    name: str = "",
    organisation: Organisation | None = None,
    checker: User | None = None,
    by: User | None,
    at: datetime,
) -> Sheet:
    """The team says who answers a sheet (a person, or an address), for which body, and who checks it.

    On a sheet that was sent, the former person is out and the new one gets her link. Only `checker` or
    `organisation` given: only these change.
    """
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if(
        [] if locked.state in ASKED else [CLOSED.get(locked.state, "Cette fiche ne change plus de personne.")]
    )
    if email:
        person = person_at(email, name, organisation=organisation, at=at)
    if organisation is not None:
        locked.organisation = organisation
    if checker is not None and checker.pk != locked.checker_id:
        _change(locked, Part.CHECKS, checker, by=by, at=at)
        if locked.state == SheetState.CHECKING:
            tell_checker(checker, locked, by=by, at=at)
    if person is not None and person.pk != locked.recipient_id:
        _give(locked, person, by=by, at=at)
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def reassign_sheet(
    sheet: Sheet, *, email: str, name: str = "", note: str = "", by: User | None, at: datetime
) -> Sheet:
    """« Ce n’est pas moi, c’est … »: the sheet goes to another person; whoever had it is out.

    Who was asked may name somebody of her body; the team, anybody.
    """
    locked = locked_sheet(sheet)
    steers = may_steer(by, locked.round)
    admit(steers or Part.ANSWERS in parts_on_as(by, locked))
    refuse_if(
        [] if locked.state in ASKED else [CLOSED.get(locked.state, "Cette fiche ne change plus de personne.")]
    )
    refuse_if([] if steers else _obstacles(locked, email, by, at))
    person = person_at(email, name, organisation=locked.organisation, at=at)
    refuse_if(["Cette personne a déjà la fiche."] if person.pk == locked.recipient_id else [])
    _give(locked, person, note=note, by=by, at=at)
    locked.version += 1
    locked.save()
    return locked


def parts_on_as(by: User | None, sheet: Sheet) -> set[str]:
    return set(Part.values) if by is None else parts_on(by, sheet)


def _obstacles(sheet: Sheet, email: str, by: User | None, at: datetime) -> list[str]:
    taker = User.objects.filter(email_key=fold(clean(email).strip()), is_active=True).first()
    giver = by.email if by is not None else ""
    return obstacles_to_passing_on(
        email.strip(), giver_email=giver, organisation_id=sheet.organisation_id, taker=taker
    )


def _give(
    sheet: Sheet, person: User, *, note: str = "", tell: bool = True, by: User | None, at: datetime
) -> None:
    """Another person answers; what she helped with before is contained in it."""
    before = sheet.recipient
    _change(sheet, Part.ANSWERS, person, by=by, at=at)
    _end(sheet, person, Part.HELPS, at=at)
    if sheet.state != SheetState.READY:
        step_on(sheet, Step.REASSIGNED, person=person, note=note, by=by, at=at)
        record(
            "sheet.reassigned",
            sheet,
            by=by,
            at=at,
            contract=sheet.round.contract_id,
            changes={"recipient": [str(before or ""), str(person)]},
        )
    if tell and sheet.state in FILLABLE:
        tell_passed_on(person, [sheet], helps=False, by=by, at=at)


@transaction.atomic
def transfer_sheets(
    round_: Round, person: User, to: User | None = None, *, email: str = "", name: str = "",
    note: str = "", by: User | None, at: datetime,
) -> int:  # fmt: skip
    """All the sheets that a person who leaves still has in a round go to another (a person, or an address), hers to
    check included: one act, one mail. Returns how many. What she handed over stays hers."""
    admit(may_steer(by, round_))
    mine = Q(recipient=person) | Q(checker=person)
    left = locked_sheets(
        list(Sheet.objects.filter(mine, round=round_, state__in=[*TYPABLE, SheetState.CHECKING]))
    )
    refuse_if([] if left else ["Cette personne n’a plus de fiche à rendre ni à relire dans cette enquête."])
    taker = to or person_at(email, name, organisation=person.organisation, at=at)
    refuse_if(obstacles_to_transferring(person, taker))
    note = clean(note).strip()
    for sheet in left:
        if sheet.recipient_id == person.pk:
            _give(sheet, taker, note=note, tell=False, by=by, at=at)
        if sheet.checker_id == person.pk:
            _change(sheet, Part.CHECKS, taker, by=by, at=at)
        sheet.version += 1
        sheet.save(update_fields=["recipient", "checker", "version"])
    record(
        "round.sheets_transferred", round_, by=by, at=at, count=len(left), whose=str(person), to=str(taker)
    )
    told = [one for one in left if one.state in AWAITED and person_of(one) == taker]
    if told:
        tell_passed_on(taker, told, helps=False, by=by, at=at)
    return len(left)


def _change(sheet: Sheet, part: str, person: User, *, by: User | None, at: datetime) -> None:
    """Put a person in the place of the former one for a part that one person has."""
    name = "recipient" if part == Part.ANSWERS else "checker"
    former: User | None = getattr(sheet, name)
    if former is not None:
        _end(sheet, former, part, at=at)
    setattr(sheet, name, person)
    _begin(sheet, person, part, by=by, at=at)


def _begin(sheet: Sheet, person: User, part: str, *, by: User | None, at: datetime) -> bool:
    _row, new = Participation.objects.get_or_create(
        sheet=sheet, user=person, part=part, ended_at=None, defaults={"since": at, "by": by}
    )
    return new


def _end(sheet: Sheet, person: User, part: str, *, at: datetime) -> int:
    """End a part; with the last of her parts in the round, the links of the person die."""
    own = Participation.objects.filter(user=person, ended_at=None)
    ended = own.filter(sheet=sheet, part=part).update(ended_at=at)
    if ended and not own.filter(sheet__round_id=sheet.round_id).exists():
        revoke_links(person, at=at, purpose=LinkPurpose.SHEETS, subject=sheet.round)
    return ended


@transaction.atomic
def name_checker(sheet: Sheet, *, email: str, name: str = "", by: User | None, at: datetime) -> Sheet:
    """Who was asked, or the team, says who checks the sheet for the body."""
    locked = locked_sheet(sheet)
    steers = may_steer(by, locked.round)
    admit(steers or Part.ANSWERS in parts_on_as(by, locked))
    refuse_if([] if locked.state in TYPABLE else [CLOSED.get(locked.state, "")])
    refuse_if([] if steers else _obstacles(locked, email, by, at))
    _change(
        locked, Part.CHECKS, person_at(email, name, organisation=locked.organisation, at=at), by=by, at=at
    )
    locked.save(update_fields=["checker"])
    return locked


@transaction.atomic
def forward_sheet(
    sheet: Sheet, *, email: str, name: str = "", by: User | None, at: datetime
) -> Participation:
    """Share a sheet with a colleague, who helps: she gets a link of her own, and leaves a trace of her own."""
    locked = locked_sheet(sheet)
    steers = may_steer(by, locked.round)
    admit(steers or may_answer(by, locked))
    refuse_if(takes_answers(locked.round, timezone.localdate(at)))
    refuse_if(
        [] if locked.state in FILLABLE else [CLOSED.get(locked.state, "Cette fiche ne se partage plus.")]
    )
    refuse_if([] if steers else _obstacles(locked, email, by, at))
    person = person_at(email, name, organisation=locked.organisation, at=at)
    refuse_if(["Cette personne a déjà la fiche."] if parts_on(person, locked) else [])
    _begin(locked, person, Part.HELPS, by=by, at=at)
    step_on(locked, Step.FORWARDED, person=person, by=by, at=at)
    record("sheet.forwarded", locked, by=by, at=at, contract=locked.round.contract_id, to=str(person))
    tell_passed_on(person, [locked], helps=True, by=by, at=at)
    return Participation.objects.get(sheet=locked, user=person, part=Part.HELPS, ended_at=None)


@transaction.atomic
def revoke_access(sheet: Sheet, user: User, *, by: User | None, at: datetime) -> Sheet:
    """A person is out of a sheet at once, and her links of the round with it unless she has other sheets there.

    The team takes out anybody; who was asked takes out whom she had help her.
    """
    locked = locked_sheet(sheet)
    parts = parts_on(user, locked)
    helper_only = parts == {Part.HELPS}
    admit(may_steer(by, locked.round) or (helper_only and Part.ANSWERS in parts_on_as(by, locked)))
    refuse_if([] if parts else ["Cette personne n’a plus accès à la fiche."])
    for part in parts:
        _end(locked, user, part, at=at)
    changed = [name for name in ("recipient", "checker") if getattr(locked, f"{name}_id") == user.pk]
    for name in changed:
        setattr(locked, name, None)
    if changed:
        locked.version += 1
        locked.save(update_fields=[*changed, "version"])
    step_on(locked, Step.REVOKED, person=user, by=by, at=at)
    record("sheet.access_revoked", locked, by=by, at=at, contract=locked.round.contract_id, whose=str(user))
    return locked


LINKS_AT_ONCE, WITHIN = 3, timedelta(hours=1)
"""Fresh links that may be asked for in an hour: more are not sent, so that nobody fills another's mailbox."""


@transaction.atomic
def send_new_link(*, token: str = "", email: str = "", at: datetime) -> None:
    """A fresh link for who has lost hers, or holds a dead one, if a sheet is there for her; the caller says the same
    in every case. It goes to the address that had the first, never to the one that asks."""
    link = link_of(clean(token), LinkPurpose.SHEETS) if token else None
    user = link.user if link else User.objects.filter(email_key=fold(clean(email).strip() or "-")).first()
    if user is None or not user.is_active:
        return
    recent = Link.objects.filter(user=user, purpose=LinkPurpose.SHEETS, created_at__gt=at - WITHIN)
    sheets = list(sheets_readable_by_link(user, at))
    if link is not None and link.subject_key is not None:
        sheets = [one for one in sheets if one.round_id == link.subject_key] or sheets
    if not sheets or recent.count() >= LINKS_AT_ONCE:
        return
    for round_ in {one.round_id: one.round for one in sheets}.values():
        own = [one for one in sheets if one.round_id == round_.pk]
        subject = f"Votre nouveau lien : {round_.title}"
        tell_person(
            user, round_, own, subject=subject, why="Voici le nouveau lien que vous avez demandé.", at=at
        )


def sheets_readable_by_link(user: User, at: datetime) -> list[Sheet]:
    """Her sheets of rounds whose links are not over."""
    return [one for one in own_sheets(user) if end_of_links(one.round) > at]
