"""What can be done with rounds, questions, sheets and answers."""

from reciproque.enquiries.actions.answering import amend_answer, begin_sheet, save_answer
from reciproque.enquiries.actions.bringing import bring_answers, bring_own_answers, type_from_paper
from reciproque.enquiries.actions.bulk import on_each
from reciproque.enquiries.actions.dropping import drop_round, drop_sheets
from reciproque.enquiries.actions.extending import put_off
from reciproque.enquiries.actions.filing import attach_file, forget_removed, join_upload, remove_file
from reciproque.enquiries.actions.forgetting import forget_person
from reciproque.enquiries.actions.handing import (
    accept_sheet,
    approve_sheet,
    ask_again,
    excuse_sheet,
    extend_sheet,
    note_opened,
    obstacles_to_submitting,
    pause_reminders,
    refuse_sheet,
    reopen_sheet,
    return_sheet,
    submit_sheet,
)
from reciproque.enquiries.actions.inviting import ask_people, drop_sheet
from reciproque.enquiries.actions.mails import first_letter
from reciproque.enquiries.actions.people import (
    forward_sheet,
    name_checker,
    reassign_sheet,
    revoke_access,
    send_new_link,
    set_recipient,
    transfer_sheets,
)
from reciproque.enquiries.actions.preparing import prepare_sheets
from reciproque.enquiries.actions.questions import (
    add_question,
    archive_question,
    edit_question,
    move_question,
)
from reciproque.enquiries.actions.reminding import remind_now, reminder_letter, send_reminders
from reciproque.enquiries.actions.rounds import (
    close_round,
    edit_round,
    open_round,
    prepare_round,
    reopen_round,
)
from reciproque.enquiries.actions.sending import send_sheets
from reciproque.enquiries.actions.typing import type_answers

__all__ = [
    "accept_sheet",
    "add_question",
    "amend_answer",
    "approve_sheet",
    "archive_question",
    "ask_again",
    "ask_people",
    "attach_file",
    "begin_sheet",
    "bring_answers",
    "bring_own_answers",
    "close_round",
    "drop_round",
    "drop_sheet",
    "drop_sheets",
    "edit_question",
    "edit_round",
    "excuse_sheet",
    "extend_sheet",
    "first_letter",
    "forget_person",
    "forget_removed",
    "forward_sheet",
    "join_upload",
    "move_question",
    "name_checker",
    "note_opened",
    "obstacles_to_submitting",
    "on_each",
    "open_round",
    "pause_reminders",
    "prepare_round",
    "prepare_sheets",
    "put_off",
    "reassign_sheet",
    "refuse_sheet",
    "remind_now",
    "reminder_letter",
    "remove_file",
    "reopen_round",
    "reopen_sheet",
    "return_sheet",
    "revoke_access",
    "save_answer",
    "send_new_link",
    "send_reminders",
    "send_sheets",
    "set_recipient",
    "submit_sheet",
    "transfer_sheets",
    "type_answers",
    "type_from_paper",
]
