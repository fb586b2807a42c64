"""Mail servers that misbehave, at the place where the real one is reached."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail.backends.locmem import EmailBackend


class Unreachable(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


class HangsUp(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected


class RefusesAddress(EmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"x": (550, b"no such user")})


class RefusesForNow(EmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"x": (450, b"greylisted")})


class KilledBeforeHandingOver(EmailBackend):
    """The process dies before the mail is handed over."""

    def open(self):
        raise KeyboardInterrupt


class KilledAfterHandingOver(EmailBackend):
    """The mail leaves and the process dies before it notes so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise KeyboardInterrupt
