"""Papers as Word documents: real headings, lists and tables, so that everybody can read and rework them."""

from reciproque.office.papers.word.document import write_docx

__all__ = ["write_docx"]
