"""What notices hang: their chores, their word on persons."""

from datetime import timedelta

from reciproque.core import registers
from reciproque.notices.jobs import export_person, forget_old, forget_person, send_due

registers.chores.hang(
    registers.Chore("notices.send", timedelta(seconds=10), send_due),
    registers.Chore("notices.forget_old", timedelta(days=1), forget_old),
)
registers.personal.hang(registers.PersonalData("notices", export_person, forget_person))
