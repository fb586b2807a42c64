"""What uploads do to a running server: `python -m bench.uploads`, or with RECIPROQUE_TEST_DATABASE on PostgreSQL.

A server of its own (gunicorn and a worker, as `./run` starts them) on a database of its own: a file of 200 MB, six
senders who send a kilobyte a second while others ask for pages, fifty files at once. Says what was acknowledged,
what became of it, how long it took and how much memory the processes had.
"""

from __future__ import annotations

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
SLOW, AT_ONCE, HUGE = 6, 50, 200 * 1024 * 1024
PATIENCE = 180
PORT = 8018
TEXT = (ROOT / "reciproque" / "demo" / "documents" / "contrat-cadre-2015.md").read_bytes()


class Person:
    """A browser without a face: cookies, a form, an answer."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes, str]:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
        connection.request(method, path, body or None, self.headers(kind))
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read(), answer.getheader("Location") or ""

    def headers(self, kind: str = "") -> dict[str, str]:
        told = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        return told | ({"Content-Type": kind} if kind else {})

    def token(self, path: str) -> str:
        _, page, _ = self.ask("GET", path)
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, f"no form at {path}"
        return found[1].decode()

    def sign_in(self) -> None:
        form = {
            "csrfmiddlewaretoken": self.token("/connexion/"),
            "email": "administration@port-lambert.example",
            "password": "demonstration",
        }
        status, _page, _ = self.ask(
            "POST", "/connexion/", urlencode(form).encode(), "application/x-www-form-urlencoded"
        )
        assert status == 302, f"signing in: {status}"

    def upload(self, data: bytes, name: str) -> tuple[int, str, float]:
        body, kind = self.form(data, name)
        began = time.monotonic()
        status, page, place = self.ask("POST", "/documents/deposer/", body, kind)
        said = re.search(r"pèse plus de[^<]*|pèse [^<]*", page.decode(errors="replace"))
        return status, place or (said[0].strip() if said else ""), time.monotonic() - began

    def form(self, data: bytes, name: str) -> tuple[bytes, str]:
        mark = secrets.token_hex(8)
        front = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f"{self.token('/documents/deposer/')}\r\n--{mark}\r\nContent-Disposition: form-data; "
            f'name="file"; filename="{name}"\r\nContent-Type: text/markdown\r\n\r\n'
        )
        return front.encode() + data + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def huge_upload(server: subprocess.Popen[bytes], store: Path) -> None:
    person = Person()
    person.sign_in()
    with Watch(server) as watch:
        status, said, seconds = person.upload(b"a" * HUGE, "enorme.md")
    left = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    print(
        f"200 MB: {status} in {seconds:.1f} s, « {said[:90]} »; {left} bytes kept; processes at most {watch.most} MB"
    )


def slow_uploads() -> None:
    person = Person()
    person.sign_in()
    stop = threading.Event()
    senders = [threading.Thread(target=drip, args=(person, stop)) for _ in range(SLOW)]
    for sender in senders:
        sender.start()
    time.sleep(3)
    waits = []
    for _ in range(20):
        began = time.monotonic()
        assert Person().ask("GET", "/connexion/")[0] == 200
        waits.append(1000 * (time.monotonic() - began))
    stop.set()
    for sender in senders:
        sender.join()
    print(f"{SLOW} slow senders: 20 pages meanwhile in {min(waits):.0f} to {max(waits):.0f} ms, none refused")


def drip(person: Person, stop: threading.Event) -> None:
    body, kind = person.form(TEXT, "lent.md")
    with socket.create_connection(("127.0.0.1", PORT)) as line:
        head = {**person.headers(kind), "Host": f"127.0.0.1:{PORT}", "Content-Length": str(len(body))}
        line.sendall(b"POST /documents/deposer/ HTTP/1.1\r\n")
        line.sendall("".join(f"{k}: {v}\r\n" for k, v in head.items()).encode() + b"\r\n")
        for start in range(0, len(body), 1024):
            if stop.wait(1.0):
                return
            line.sendall(body[start : start + 1024])


def many_uploads(server: subprocess.Popen[bytes]) -> None:
    person = Person()
    person.sign_in()
    with ThreadPoolExecutor(AT_ONCE) as people, Watch(server) as watch:
        began = time.monotonic()
        answers = list(
            people.map(lambda n: person.upload(TEXT + f"\n\nLigne {n}\n".encode(), f"{n}.md"), range(AT_ONCE))
        )
        brought = time.monotonic() - began
        places = [place for status, place, _seconds in answers if status == 302]
        ends = {place: ending(person, place) for place in places}
        read = time.monotonic() - began
    counted = {end: list(ends.values()).count(end) for end in set(ends.values())}
    slowest = max(seconds for _status, _place, seconds in answers)
    print(
        f"{AT_ONCE} at once: {len(places)} acknowledged in {brought:.1f} s (slowest {slowest:.1f} s), "
        f"{len(set(places))} readings, all ended after {read:.1f} s: {counted}; processes at most {watch.most} MB"
    )


def ending(person: Person, place: str) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        _, page, _ = person.ask("GET", place)
        if b"Relire la proposition" in page:
            return "to be reviewed"
        if b"callout error" in page:
            return "failed"
        time.sleep(0.5)
    return "still waiting"


class Watch:
    """The most memory that a process and those below it had together, in megabytes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.root, self.most, self._stop = process.pid, 0, threading.Event()

    def __enter__(self) -> Watch:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_told: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.2):
            self.most = max(self.most, sum(map(resident, family(self.root))) // 1024)


def family(root: int) -> list[int]:
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout.split()
    above = dict(zip(map(int, told[::2]), map(int, told[1::2]), strict=True))
    found = {root}
    while more := {pid for pid, parent in above.items() if parent in found} - found:
        found |= more
    return sorted(found)


def resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="uploads-") as folder:
        told = {**os.environ, "RECIPROQUE_DATA": folder}
        if address := os.environ.get("RECIPROQUE_TEST_DATABASE"):
            told["RECIPROQUE_DATABASE"] = address
        server = subprocess.Popen(
            [sys.executable, "-m", "reciproque.config.serving", "--port", str(PORT)], cwd=ROOT, env=told
        )
        try:
            wait_for_server()
            store = Path(folder) / "media"
            before = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
            print(f"engine: {'PostgreSQL' if address else 'SQLite'}; {before} bytes in the store")
            huge_upload(server, store)
            slow_uploads()
            many_uploads(server)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def wait_for_server() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if Person().ask("GET", "/connexion/")[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
