"""What the way in hangs for others: its long work, its links, what waits for whom, the sentences of its acts."""

from reciproque.core.registers import JobKind, job_kinds
from reciproque.intake.jobs import read_upload

job_kinds.hang(JobKind("intake.read", "Lecture d’un document", read_upload))
