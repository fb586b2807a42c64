"""Tables as spreadsheets: XLSX, ODS and CSV, from the columns that describe a table and its rows.

What a person typed never becomes a formula: a text that begins as one is written behind an apostrophe, in every
format, since a spreadsheet is often saved again as CSV.
"""

from reciproque.office.sheets.cells import Sheet, as_written, harmless, sheet_name, sheet_names
from reciproque.office.sheets.commas import write_csv
from reciproque.office.sheets.ods import write_ods, write_ods_book
from reciproque.office.sheets.xlsx import write_xlsx, write_xlsx_book

__all__ = [
    "Sheet",
    "as_written",
    "harmless",
    "sheet_name",
    "sheet_names",
    "write_csv",
    "write_ods",
    "write_ods_book",
    "write_xlsx",
    "write_xlsx_book",
]
