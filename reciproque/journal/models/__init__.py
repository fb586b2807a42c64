"""What was done, by whom, to what: written once, sealed, never changed."""

from reciproque.journal.models.entry import AppendOnly, Entry, Head

__all__ = ["AppendOnly", "Entry", "Head"]
