"""The formats in which every table of the house leaves it, and the sweeping of the store."""

from datetime import timedelta

from reciproque.core.registers import Chore, Writer, chores, writers
from reciproque.office import jobs
from reciproque.office.sheets import write_csv, write_ods, write_xlsx

writers.hang(
    Writer(
        key="xlsx",
        title="XLSX",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        extension="xlsx",
        write=write_xlsx,
    ),
    Writer(
        key="ods",
        title="ODS",
        media_type="application/vnd.oasis.opendocument.spreadsheet",
        extension="ods",
        write=write_ods,
    ),
    Writer(key="csv", title="CSV", media_type="text/csv; charset=utf-8", extension="csv", write=write_csv),
)
chores.hang(Chore("office.sweep_store", timedelta(days=1), jobs.sweep_store))
