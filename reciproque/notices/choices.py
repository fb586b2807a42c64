"""The states of a message, when it leaves, and how often it is tried."""

from datetime import time, timedelta

from django.db import models


class NoticeState(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "envoi en cours"
    SENT = "sent", "envoyé"
    FAILED = "failed", "non envoyé"
    STOPPED = "stopped", "arrêté par la personne"


MORNING = time(7)  # when messages that are grouped leave: those of the day before, in one mail
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 600)]  # after each failure; then it fails
LEASE = timedelta(minutes=15)  # after this a sender that says nothing more is taken for dead
KEPT = timedelta(days=365)  # how long the text of a message is kept

UNCERTAIN = (
    "L’envoi a été interrompu : le message est peut-être parti. Renvoyez-le si la personne ne l’a pas."
)
STOP_PATH = "/messages/arreter/{token}/"  # served by accounts, whose guards stand above this floor
STOP_SALT = "notices.stop"
