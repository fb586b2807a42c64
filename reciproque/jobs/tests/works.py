"""A worker process with works of its own, for tests that kill it: `python -m reciproque.jobs.tests.works`."""

import os
import time
from pathlib import Path

import django
from django.core.management import call_command


def slowly(work):
    """Write a line for each slice; the file says who began which attempt, and how far it came."""
    diary = Path(work.payload["diary"])
    for number in range(work.payload["slices"]):
        with diary.open("a") as lines:
            lines.write(f"{work.payload['name']} {work.attempt} {number}\n")
        work.progress(number + 1, work.payload["slices"], f"tranche {number + 1}")
        time.sleep(work.payload["pause"])
    return {"slices": work.payload["slices"]}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "reciproque.config.settings.test"
    django.setup()

    from reciproque.core import registers

    registers.job_kinds.hang(registers.JobKind("test.slow", "travail d’essai", slowly))
    call_command("worker", until_idle=True, sleep=0.05)
