"""A small number of sheets answered by link on a server of its own: none lost, none mixed (`bench.sheets` in small)."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_sheets_answered_by_link_from_several_connections_are_neither_lost_nor_mixed():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RECIPROQUE_")}
    asked = ["--sheets", "20", "--connections", "4", "--port", str(a_free_port())]

    told = subprocess.run(
        [sys.executable, "-m", "bench.sheets", *asked],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert told.returncode == 0, told.stderr[-2000:]
    assert "handed over: 20 of 20; answers: 60 of 60; mixed: 0" in told.stdout
