"""What may stand in a log: everything but the secrets that addresses hold."""

import logging
import re
from typing import Any

# The secrets of personal links, and the signed ones at the foot of mails: long, and between two slashes.
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_:=-]{32,}(?=/|$)")
HIDDEN = "…"


def without_secrets(text: str) -> str:
    return SECRET.sub(HIDDEN, text)


class HideSecrets(logging.Filter):
    """The server notes the address of each refused page: that of a personal link would open the account."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(one) for one in record.args)
        elif record.args:
            record.args = {name: _hidden(one) for name, one in record.args.items()}
        return True


def _hidden(value: Any) -> Any:
    return without_secrets(value) if isinstance(value, str) else value
