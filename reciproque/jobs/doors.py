"""What the queue hangs: taking up what was left, clearing away."""

from datetime import timedelta

from reciproque.core import registers
from reciproque.jobs.jobs import forget_old, recover

registers.chores.hang(
    registers.Chore("jobs.recover", timedelta(seconds=10), recover),
    registers.Chore("jobs.forget_old", timedelta(days=1), forget_old),
)
