"""Telling people something: post now, in the transaction of the act; send later, outside any."""

from reciproque.notices.actions.forgetting import forget_old, forget_person
from reciproque.notices.actions.posting import post
from reciproque.notices.actions.sending import send_again, send_due
from reciproque.notices.actions.stopping import resume, stop

__all__ = ["forget_old", "forget_person", "post", "resume", "send_again", "send_due", "stop"]
