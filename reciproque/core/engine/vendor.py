"""Which engine the settings gave."""

from django.db import connection, connections


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def engine_name() -> str:
    return connection.vendor


def close_connections() -> None:
    """Before a process forks or a thread ends: connections belong to one thread."""
    connections.close_all()
