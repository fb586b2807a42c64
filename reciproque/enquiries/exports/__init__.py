"""Sheets that leave: all answers of a round, and the sheets of a person, as spreadsheets."""

from reciproque.enquiries.exports.answers import answer_columns, answer_rows
from reciproque.enquiries.exports.workbooks import SHEET_COLUMNS, workbook_rows

__all__ = ["SHEET_COLUMNS", "answer_columns", "answer_rows", "workbook_rows"]
