"""Papers as OpenDocument texts: the same real headings, lists and tables as in Word, in an open format."""

from reciproque.office.papers.odt.document import write_odt

__all__ = ["write_odt"]
