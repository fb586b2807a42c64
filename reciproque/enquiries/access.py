"""Who may see rounds and sheets, answer, check, and steer."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import (
    WHOLE_CONTRACT,
    contract_ids,
    is_administrator,
    reads_contract,
    sees_everything,
    steers_contract,
)
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Link, User
from reciproque.contracts.models import Contract
from reciproque.core.refusals import admit
from reciproque.core.registers import enquiry_kinds
from reciproque.enquiries.choices import Part, RoundState, SheetState
from reciproque.enquiries.models import Attachment, Participation, Question, Round, Sheet


def may_ask(user: User | None, contract: Contract) -> bool:
    """Whether the person may prepare rounds in that contract. None: the house itself."""
    return contract.archived_at is None and (user is None or steers_contract(user, contract.pk))


def may_steer(user: User | None, round_: Round) -> bool:
    """Whether the person is of the team that asks. None: the house itself (commands, the demo)."""
    return may_ask(user, round_.contract)


def may_read_board(user: User, round_: Round) -> bool:
    return reads_contract(user, round_.contract_id)


def parts_on(user: User, sheet: Sheet) -> set[str]:
    """What the person does on the sheet now."""
    own = Participation.objects.filter(sheet=sheet, user=user, ended_at=None)
    return set(own.values_list("part", flat=True))


def may_answer(user: User | None, sheet: Sheet) -> bool:
    """Whether the person was asked, or helps who was. Whether anything is still taken is for the rules."""
    return user is None or bool(parts_on(user, sheet) & {Part.ANSWERS, Part.HELPS})


def may_hand_over(user: User | None, sheet: Sheet) -> bool:
    """Whoever was asked hands over; so does the team, for what it typed. A helper helps."""
    return user is None or Part.ANSWERS in parts_on(user, sheet) or may_steer(user, sheet.round)


def may_check(user: User | None, sheet: Sheet) -> bool:
    return user is None or Part.CHECKS in parts_on(user, sheet) or may_steer(user, sheet.round)


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """Those of the contracts that the person reads whole; one in preparation is known to its team only."""
    if is_administrator(user):
        return Round.objects.all()
    steered = Q(contract_id__in=contract_ids(user, [Role.TEAM]))
    opened = ~Q(state=RoundState.DRAFT)
    if sees_everything(user):
        return Round.objects.filter(steered | opened)
    return Round.objects.filter(steered | opened & Q(contract_id__in=contract_ids(user, WHOLE_CONTRACT)))


def rounds_steered_by(user: User) -> QuerySet[Round]:
    """Those of the contracts of whose team the person is; for administrators none: their day is not everybody's."""
    return Round.objects.filter(contract_id__in=contract_ids(user, [Role.TEAM]))


def sheets_taken_part_in(user: User, parts: Collection[str] = ()) -> QuerySet[Sheet]:
    """The sheets that were sent and on which the person has a part (one of `parts`)."""
    own = Participation.objects.filter(user=user, ended_at=None)
    if parts:
        own = own.filter(part__in=list(parts))
    sent = Sheet.objects.exclude(state=SheetState.READY).exclude(round__state=RoundState.DRAFT)
    return sent.filter(pk__in=own.values("sheet_id"))


def sheets_visible_to(user: User) -> QuerySet[Sheet]:
    """Sheets whose answers the person may read.

    Those of the rounds that she steers; those on which she has a part; and, in contracts that she reads, what was
    accepted.
    """
    if is_administrator(user):
        return Sheet.objects.all()
    own = Q(pk__in=sheets_taken_part_in(user).values("pk"))
    steered = Q(round__contract_id__in=contract_ids(user, [Role.TEAM]))
    accepted = Q(state=SheetState.ACCEPTED)
    if not sees_everything(user):
        accepted &= Q(round__contract_id__in=contract_ids(user, WHOLE_CONTRACT))
    return Sheet.objects.filter(own | steered | accepted)


def round_seen_by(user: User, key: int) -> Round:
    """The round, or a 404 for whoever does not read its contract."""
    return get_object_or_404(rounds_visible_to(user).select_related("contract"), pk=key)


def round_steered_by(user: User, key: int) -> Round:
    """The round, for its team: 404 for strangers, 403 for readers."""
    round_ = round_seen_by(user, key)
    admit(steers_contract(user, round_.contract_id))
    return round_


def question_steered_by(user: User, key: int) -> Question:
    """A question that is asked, for the team of its round: 404 for strangers, 403 for readers."""
    rows = Question.objects.filter(round__in=rounds_visible_to(user), archived_at=None)
    question = get_object_or_404(rows.select_related("round__contract"), pk=key)
    admit(steers_contract(user, question.round.contract_id))
    return question


def sheet_seen_by(user: User, key: int) -> Sheet:
    return get_object_or_404(_with_all(sheets_visible_to(user)), pk=key)


def sheet_steered_by(user: User, key: int) -> Sheet:
    """The sheet, for the team that asks: 404 for whoever does not see its round, 403 for who only reads."""
    rows = Sheet.objects.filter(round__in=rounds_visible_to(user)) | sheets_visible_to(user)
    sheet = get_object_or_404(_with_all(rows.distinct()), pk=key)
    admit(steers_contract(user, sheet.round.contract_id))
    return sheet


def sheets_of_link(link: Link) -> QuerySet[Sheet]:
    """The sheets on which the person of a personal link has a part now: of its round, or of all (reminders)."""
    own = own_sheets(link.user)
    return own if link.subject_key is None else own.filter(round_id=link.subject_key)


def sheet_of_link(link: Link, key: int, *, whole: bool = True) -> Sheet:
    """One of them. Not `whole`: with its round alone, which is all that an act needs to know beforehand."""
    own = sheets_taken_part_in(link.user)
    rows = own if link.subject_key is None else own.filter(round_id=link.subject_key)
    return get_object_or_404(_with(rows, whole=whole), pk=key)


def fillable_by_link(link: Link, key: int) -> list[Sheet]:
    """Her sheets of that round on which the person of the link may write; a 404 if the link opens none."""
    if link.subject_key not in (None, key):
        raise Http404
    return fillable_by(link.user, key)


def fillable_by(user: User, key: int) -> list[Sheet]:
    """Her sheets of that round on which she answers or helps, and whose questions stand on a page of ours."""
    rows = sheets_taken_part_in(user, [Part.ANSWERS, Part.HELPS]).filter(round_id=key)
    found = list(rows.select_related("round", "organisation").order_by("position", "pk"))
    kind = enquiry_kinds.named(found[0].round.kind) if found else None
    if not found or (kind is not None and kind.own_page is not None):
        raise Http404
    return found


def own_sheet(user: User, key: int, *, whole: bool = True) -> Sheet:
    """A sheet on which the person has a part, in whatever contract."""
    return get_object_or_404(_with(sheets_taken_part_in(user), whole=whole), pk=key)


def _with(rows: QuerySet[Sheet], *, whole: bool) -> QuerySet[Sheet]:
    people = ("organisation", "recipient", "checker") if whole else ()
    return rows.select_related("round", *people).order_by("pk")


def _with_all(rows: QuerySet[Sheet]) -> QuerySet[Sheet]:
    return rows.select_related("round__contract", "organisation", "recipient", "checker", "previous")


def own_sheets(user: User) -> QuerySet[Sheet]:
    """The sheets on which the person has a part, in whatever contract."""
    return _with_all(sheets_taken_part_in(user)).order_by("round__due_on", "position", "pk")


def file_on(sheet: Sheet, key: int | None) -> Attachment:
    """A file that is joined to that sheet, which was itself fetched for the person."""
    rows = Attachment.objects.filter(sheet=sheet, removed_at=None).select_related("file", "sheet")
    return get_object_or_404(rows, pk=key or 0)


def helper_on(sheet: Sheet, key: int | None) -> User:
    """A person who has a part on that sheet."""
    own = Participation.objects.filter(sheet=sheet, ended_at=None, user_id=key or 0).select_related("user")
    found = own.first()
    if found is None:
        raise Http404
    return found.user
