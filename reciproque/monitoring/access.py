"""Who may see, feed, validate and change indicators."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import (
    WHOLE_CONTRACT,
    contract_ids,
    has_role,
    is_administrator,
    reads_contract,
    roles_of,
    sees_everything,
    steers_contract,
)
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Link, User
from reciproque.core.refusals import admit
from reciproque.enquiries.access import round_seen_by, sheet_steered_by, sheets_of_link, sheets_taken_part_in
from reciproque.enquiries.choices import FILLABLE, Part, RoundState
from reciproque.enquiries.models import Sheet
from reciproque.framework.access import led_by
from reciproque.monitoring.choices import IndicatorKind, SourceState
from reciproque.monitoring.models import Collection, Indicator, Library, RegisterEntry, Standard
from reciproque.monitoring.rules.collecting import KIND, asked_on


def indicators_visible_to(user: User) -> QuerySet[Indicator]:
    """Those of the contracts that the person reads whole, and of the objectives that she leads."""
    if sees_everything(user):
        return Indicator.objects.all()
    whole = contract_ids(user, WHOLE_CONTRACT)
    return Indicator.objects.filter(Q(contract_id__in=whole) | Q(node_id__in=led_by(user)))


def indicator_seen_by(user: User, key: int) -> Indicator:
    """The row, or a 404 for whoever may not see it."""
    related = ["contract", "headline", "node", "passage", "standard__library", "producer", "producer_person"]
    return get_object_or_404(indicators_visible_to(user).select_related(*related), pk=key)


def indicator_steered_by(user: User, key: int) -> Indicator:
    """The row, for the team of its contract: 404 for strangers, 403 for readers."""
    row = indicator_seen_by(user, key)
    admit(steers_contract(user, row.contract_id))
    return row


def may_edit_indicator(user: User, indicator: Indicator) -> bool:
    return indicator.archived_at is None and steers_contract(user, indicator.contract_id)


def may_feed(user: User, indicator: Indicator) -> bool:
    """The team, the lead of the objective, whoever was asked to. What others than the team bring waits for it."""
    if steers_contract(user, indicator.contract_id) or indicator.producer_person_id == user.pk:
        return True
    if indicator.node_id is not None and indicator.node_id in led_by(user):
        return True
    return (
        indicator.producer_id is not None
        and indicator.producer_id in {held.organisation_id for held in roles_of(user)}
        and reads_contract(user, indicator.contract_id)
    ) or _is_asked(user, indicator)


def _is_asked(user: User, indicator: Indicator) -> bool:
    """Whether a sheet that still takes answers asks the person for this indicator."""
    sheets = sheets_taken_part_in(user, [Part.ANSWERS, Part.HELPS]).filter(
        round__kind=KIND,
        round__contract=indicator.contract_id,
        round__state=RoundState.OPEN,
        state__in=FILLABLE,
    )
    return any(indicator.pk in asked_on(sheet) for sheet in sheets)


def collection_steered_by(user: User, key: int) -> Collection:
    """A collection of values, for the team that asks: 404 for strangers, 403 for readers."""
    round_ = round_seen_by(user, key)
    admit(steers_contract(user, round_.contract_id))
    return get_object_or_404(Collection.objects.select_related("round__contract"), pk=round_.pk)


def asked_sheet_steered_by(user: User, key: int) -> Sheet:
    """A sheet of a collection, for the team that asks."""
    sheet = sheet_steered_by(user, key)
    if sheet.round.kind != KIND:
        raise Http404
    return sheet


def sheet_fed_by(user: User, key: int) -> Sheet:
    """A sheet of a collection, for whoever answers or helps: 404 for everybody else."""
    rows = sheets_taken_part_in(user, [Part.ANSWERS, Part.HELPS]).filter(round__kind=KIND)
    return get_object_or_404(rows.select_related(*WITH_SHEET), pk=key)


def sheet_fed_by_link(link: Link, key: int) -> Sheet:
    """A sheet of the round of a personal link."""
    return get_object_or_404(sheets_of_link(link).filter(round__kind=KIND), pk=key)


WITH_SHEET = ["round__contract", "organisation", "recipient", "checker"]


def may_enter(user: User, indicator: Indicator) -> bool:
    """Whether there is something for this person to type: an indicator that lives, is defined and counts not itself."""
    typed = indicator.kind not in ("", IndicatorKind.REGISTER) and not indicator.computed_by
    return (
        indicator.archived_at is None
        and typed
        and indicator.source_state != SourceState.NONE
        and may_feed(user, indicator)
    )


def may_validate(user: User, contract_id: int) -> bool:
    """What becomes official, what is closed, and who was right about a contested value is for the team to say."""
    return steers_contract(user, contract_id)


def may_contest(user: User, indicator: Indicator) -> bool:
    """Whoever reads the contract with a role in it, and not only the team."""
    return reads_contract(user, indicator.contract_id) or may_feed(user, indicator)


def libraries_visible_to(user: User) -> QuerySet[Library]:
    """What is published, and what one keeps."""
    rows = Library.objects.filter(archived_at=None)
    if is_administrator(user):
        return rows
    kept = contract_ids(user, [Role.TEAM])
    return rows.filter(Q(published_at__isnull=False) | Q(contract_id__in=kept))


def archived_libraries_of(user: User) -> QuerySet[Library]:
    """What was put away, for whoever kept it."""
    rows = Library.objects.filter(archived_at__isnull=False)
    return rows if is_administrator(user) else rows.filter(contract_id__in=contract_ids(user, [Role.TEAM]))


def may_keep(user: User, library: Library) -> bool:
    """The administrators of the platform, or the team of the contract that keeps the list."""
    if library.contract_id is None:
        return is_administrator(user)
    return steers_contract(user, library.contract_id)


def library_seen_by(user: User, key: int) -> Library:
    return get_object_or_404(libraries_visible_to(user).select_related("contract"), pk=key)


def library_kept_by(user: User, key: int) -> Library:
    """The list, for whoever keeps it: 404 for whoever may not see it, 403 for who may only read it."""
    row = library_seen_by(user, key)
    admit(may_keep(user, row))
    return row


def standard_seen_by(user: User, key: int) -> Standard:
    """One of a list that the person sees, or one that an indicator she sees follows: its list may be put away since."""
    followed = indicators_visible_to(user).filter(standard__isnull=False).order_by().values("standard")
    rows = Standard.objects.filter(Q(library__in=libraries_visible_to(user)) | Q(pk__in=followed))
    return get_object_or_404(rows.select_related("library__contract"), pk=key)


def standard_kept_by(user: User, key: int) -> Standard:
    row = standard_seen_by(user, key)
    admit(may_keep(user, row.library))
    return row


def may_add_library(user: User) -> bool:
    """Teams of contracts and administrators."""
    return is_administrator(user) or has_role(user, Role.TEAM)


def entry_edited_by(user: User, key: int) -> RegisterEntry:
    """An entry of an inventory, for whoever may edit it: 404 for strangers, 403 for readers."""
    rows = RegisterEntry.objects.filter(indicator__in=indicators_visible_to(user), archived_at=None)
    entry = get_object_or_404(rows.select_related("indicator__contract"), pk=key)
    admit(may_edit_indicator(user, entry.indicator))
    return entry
