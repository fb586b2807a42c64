"""What the journal hangs: its chore, its word on persons."""

from datetime import timedelta

from reciproque.core import registers
from reciproque.journal.choices import PERSON_FORGOTTEN
from reciproque.journal.jobs import export_person, forget_person, seal_entries

registers.chores.hang(registers.Chore("journal.seal", timedelta(seconds=5), seal_entries))
registers.personal.hang(registers.PersonalData("journal", export_person, forget_person))
registers.acts.hang(registers.Act(PERSON_FORGOTTEN, "a oublié une personne à sa demande"))
