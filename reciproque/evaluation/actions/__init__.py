"""What can be done with campaigns, sessions, annual reports."""

from reciproque.evaluation.actions.campaigns import (
    begin_validation,
    edit_campaign,
    prepare_campaign,
    present_campaign,
    remove_campaign,
    repeat_campaign,
    resume_collection,
    send_campaign,
    update_sheets,
)
from reciproque.evaluation.actions.taking_up import accept_and_take_up, take_up, take_up_all
from reciproque.evaluation.actions.verdicts import give_verdict, withdraw_verdict

__all__ = [
    "accept_and_take_up",
    "begin_validation",
    "edit_campaign",
    "give_verdict",
    "prepare_campaign",
    "present_campaign",
    "remove_campaign",
    "repeat_campaign",
    "resume_collection",
    "send_campaign",
    "take_up",
    "take_up_all",
    "update_sheets",
    "withdraw_verdict",
]
