"""A thousand sheets answered by link, from twenty connections: `python -m bench.sheets [--sheets 1000]`.

A server of its own (gunicorn and a worker, as `./run` starts them) on a database of its own, SQLite, or with
RECIPROQUE_TEST_DATABASE PostgreSQL. Each sheet is opened by the link of its mail, saves its fields as the page does,
and is handed over. Afterwards every answer is looked up: none lost, none on the sheet of another. Beside it, in the
same run: as many requests for an empty page.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
PATIENCE = 180
HOW = {"connections": 20, "port": 8119}
FORM = "application/x-www-form-urlencoded"


def prepare(count: int) -> dict[str, str]:
    """A round of `count` sheets, sent: {address of the link: what its person will write}."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from reciproque.accounts.models import User
    from reciproque.contracts.tests.factories import ContractFactory
    from reciproque.enquiries import actions
    from reciproque.enquiries.rules.asking import AskedOf
    from reciproque.notices.models import Notice

    call_command("migrate", verbosity=0, interactive=False)
    now, today = timezone.now(), timezone.localdate()
    round_ = actions.prepare_round(
        ContractFactory(), kind="enquiries.survey", title="Mille fiches", by=None, at=now,
        due_on=today + timedelta(days=20), closes_on=today + timedelta(days=40),
    )  # fmt: skip
    for wording, kind in (("Quoi ?", "long"), ("Combien ?", "number"), ("Pour qui ?", "people")):
        actions.add_question(round_, wording=wording, kind=kind, required=True, by=None, at=now)
    people = User.objects.bulk_create(
        User(
            email=f"p{n}@exemple.fr", email_key=f"p{n}@exemple.fr", name=f"P{n}", password="!", created_at=now
        )
        for n in range(count)
    )
    asked = [AskedOf("accounts.user", one.pk, f"Fiche {one.name}", recipient=one) for one in people]
    actions.prepare_sheets(round_, asked, by=None, at=now)
    began = time.monotonic()
    actions.open_round(round_, by=None, at=now)
    print(f"{count} sheets prepared and sent: {time.monotonic() - began:.1f} s to open the round")
    return {one.url: one.name for one in Notice.objects.filter(kind="enquiries.sheets")}


class Browser:
    """A person before her sheet: a cookie, a page, a form."""

    def __init__(self) -> None:
        self.cookie, self.waits = "", []

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, accept: str = ""
    ) -> tuple[int, str, str]:
        body = urlencode(form).encode() if form is not None else None
        told = {"Cookie": self.cookie, "Content-Type": FORM} | ({"Accept": accept} if accept else {})
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", HOW["port"], timeout=PATIENCE)
        connection.request(method, path, body, told)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        self.waits.append(time.monotonic() - began)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and "csrf" in value:
                self.cookie = value.split(";")[0]
        return answer.status, page, answer.getheader("Location") or ""


def answer(link: str, name: str) -> list[float]:
    """Open, write, hand over; what was written says whose it is."""
    person = Browser()
    _status, _page, place = person.ask("GET", link)
    status, page, _ = person.ask("GET", place)
    assert status == 200, f"{link}: {status}"
    number = name.removeprefix("P")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, "no form"
    form = {"csrfmiddlewaretoken": token[1]}
    fields = re.findall(r'data-field="([^"]+)" data-kind="(\w+)"', page)
    marks = dict(re.findall(r'name="n-([^"]+)" value="([^"]+)"', page))
    for field, kind in fields:
        form[f"n-{field}"] = marks[field]
        form |= {
            "long": {f"v-{field}": f"Réponse de {name}"},
            "number": {f"v-{field}": number},
            "people": {f"w-{field}": number, f"m-{field}": "0"},
        }[kind]
    status, page, _ = person.ask("POST", place, form, accept="application/json")
    assert status == 200, f"saving {name}: {status} {page[:200]}"
    status, _page, _ = person.ask("POST", place, {"csrfmiddlewaretoken": token[1], "acte": "rendre"})
    assert status == 302, f"handing over {name}: {status}"
    return person.waits


def verify(count: int) -> None:
    """Every sheet was handed over, and bears what its own person wrote."""
    from reciproque.enquiries.models import Answer, Sheet

    handed = Sheet.objects.filter(state="submitted").count()
    wrong = 0
    for one in Answer.objects.select_related("sheet__recipient", "question"):
        name = one.sheet.recipient.name
        number = name.removeprefix("P")
        expected = {"long": f"Réponse de {name}", "number": number, "people": f"{number} 0"}[
            one.question.kind
        ]
        wrong += one.value != expected or one.by_id != one.sheet.recipient_id
    print(
        f"handed over: {handed} of {count}; answers: {Answer.objects.count()} of {3 * count}; mixed: {wrong}"
    )
    assert (handed, Answer.objects.count(), wrong) == (count, 3 * count, 0)


def run(links: dict[str, str], server: int) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(HOW["connections"]) as people:
        waits = [wait for own in people.map(answer, links, links.values()) for wait in own]
    took = time.monotonic() - began
    said = f"median {1000 * statistics.median(waits):.0f} ms, slowest {1000 * max(waits):.0f} ms"
    print(
        f"{len(links)} sheets by link from {HOW['connections']} connections: {took:.1f} s, "
        f"{len(waits)} requests, {said}"
    )
    print(f"processor time of its processes, with their start: {processor_time(server)} s")
    began = time.monotonic()
    with ThreadPoolExecutor(HOW["connections"]) as people:
        list(people.map(lambda _n: Browser().ask("GET", "/connexion/"), range(len(waits))))
    print(f"beside: as many requests for the page of signing in: {time.monotonic() - began:.1f} s")


def processor_time(root: int) -> str:
    """Seconds of processor that each process of the server has taken so far, the least first."""
    parents, times = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(facts[1])
        times[int(path.parent.name)] = (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")
    ours = {root}
    while more := {pid for pid, above in parents.items() if above in ours} - ours:
        ours |= more
    return " + ".join(f"{times[pid]:.1f}" for pid in sorted(ours, key=times.__getitem__) if times[pid] >= 0.5)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sheets", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=20)
    parser.add_argument("--port", type=int, default=8119)
    asked = parser.parse_args()
    HOW.update(connections=asked.connections, port=asked.port)
    count = asked.sheets
    with tempfile.TemporaryDirectory(prefix="sheets-") as folder:
        os.environ |= {"RECIPROQUE_DATA": folder, "DJANGO_SETTINGS_MODULE": "reciproque.config.settings.dev"}
        if address := os.environ.get("RECIPROQUE_TEST_DATABASE"):
            os.environ["RECIPROQUE_DATABASE"] = address
        print(f"engine: {'PostgreSQL' if address else 'SQLite'}; load {os.getloadavg()[0]:.1f}")
        links = prepare(count)
        command = [sys.executable, "-m", "reciproque.config.serving", "--port", str(HOW["port"])]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_for_server()
            run(links, server.pid)
            verify(count)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def wait_for_server() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if Browser().ask("GET", "/connexion/")[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
