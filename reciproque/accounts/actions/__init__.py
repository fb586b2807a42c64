"""What can be done with people, roles, links and visits. Each act is one transaction and leaves one trace.

The subject of every entry is the person concerned: forgetting that person empties them all, and the chain holds.
"""

from reciproque.accounts.actions.forgetting import erase_person, forget_inactive, forget_person
from reciproque.accounts.actions.invitations import (
    Invited,
    accept_invitation,
    invite,
    resend_invitation,
)
from reciproque.accounts.actions.links import issue_link, revoke_links, use_link
from reciproque.accounts.actions.memberships import change_role, grant_role, withdraw
from reciproque.accounts.actions.passwords import ask_new_password, choose_password, set_new_password
from reciproque.accounts.actions.people import (
    ask_address_change,
    close_account,
    confirm_address,
    create_administrator,
    create_person,
    edit_person,
    reopen_account,
)
from reciproque.accounts.actions.second_factor import (
    check_second_factor,
    confirm_second_factor,
    prepare_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from reciproque.accounts.actions.visits import (
    ask_sign_in_link,
    close_other_visits,
    close_visit,
    leave_visit,
    open_visit,
    scrub_secrets,
    see_visit,
    sweep_visits,
)
from reciproque.accounts.rules.memberships import Grant

__all__ = [
    "Grant",
    "Invited",
    "accept_invitation",
    "ask_address_change",
    "ask_new_password",
    "ask_sign_in_link",
    "change_role",
    "check_second_factor",
    "choose_password",
    "close_account",
    "close_other_visits",
    "close_visit",
    "confirm_address",
    "confirm_second_factor",
    "create_administrator",
    "create_person",
    "edit_person",
    "erase_person",
    "forget_inactive",
    "forget_person",
    "grant_role",
    "invite",
    "issue_link",
    "leave_visit",
    "open_visit",
    "prepare_second_factor",
    "remove_second_factor",
    "renew_recovery_codes",
    "reopen_account",
    "resend_invitation",
    "revoke_links",
    "scrub_secrets",
    "see_visit",
    "set_new_password",
    "sweep_visits",
    "use_link",
    "withdraw",
]
