"""Acts of the journal itself."""

PERSON_FORGOTTEN = "journal.person_forgotten"
