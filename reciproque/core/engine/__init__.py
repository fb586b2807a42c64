"""The only place that knows that there are two engines, SQLite and PostgreSQL. Ask this package, not its modules."""

from reciproque.core.engine.bulk import continue_numbering, empty, insert_lines, insert_many, update_many
from reciproque.core.engine.constraints import broken_constraint
from reciproque.core.engine.fulltext import Terms, create_full_text, drop_full_text, holding
from reciproque.core.engine.lines import with_all_above
from reciproque.core.engine.locks import (
    claim,
    draw,
    give_way,
    lock,
    lock_one,
    must_be_in_transaction,
    one_at_a_time,
)
from reciproque.core.engine.races import TRIES, insist, is_race
from reciproque.core.engine.snapshots import snapshot
from reciproque.core.engine.vendor import close_connections, engine_name

__all__ = [
    "TRIES",
    "Terms",
    "broken_constraint",
    "claim",
    "close_connections",
    "continue_numbering",
    "create_full_text",
    "draw",
    "drop_full_text",
    "empty",
    "engine_name",
    "give_way",
    "holding",
    "insert_lines",
    "insert_many",
    "insist",
    "is_race",
    "lock",
    "lock_one",
    "must_be_in_transaction",
    "one_at_a_time",
    "snapshot",
    "update_many",
    "with_all_above",
]
