"""Cases given to the judge one after the other, in a warm child that is replaced after a fault."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.fuzzing.cases import Case
from bench.fuzzing.judging import judge
from reciproque.office.apart.calling import call_apart
from reciproque.office.apart.faults import Fault
from reciproque.office.apart.walls import MEGABYTE, Walls

SECONDS = 10.0
WALLS = Walls(processor=3 * SECONDS, seconds=12 * SECONDS)  # the judge reads twice, and the machine is shared


NOT_NAME = re.compile(r"[^\w.-]+")
HEAD = f"{'family':12}{'kind':16}{'cases':>8}{'read':>8}{'refused':>9}{'faults':>8}{'slowest s':>11}{'most MB':>9}"


@dataclass
class Line:
    """What became of the cases of one family and kind."""

    cases: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    most: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Table:
    """All lines so far; `folder` takes each file that failed, `seed` is written into its name."""

    seed: int
    folder: Path | None = None
    lines: dict[tuple[str, str], Line] = field(default_factory=lambda: defaultdict(Line))

    def take(self, cases: Iterable[Case], *, twice: bool = False) -> None:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
            path = Path(name) / "case"
            for case in cases:
                self._take(case, path, twice)

    def _take(self, case: Case, path: Path, twice: bool) -> None:
        line = self.lines[case.family, case.kind]
        line.cases += 1
        path.write_bytes(case.data)
        try:
            told = call_apart(judge, str(path), case.name, list(case.words), twice, walls=WALLS)
        except Fault as fault:
            self._fail(case, line, f"{type(fault).__name__}: {fault.detail[-700:]}")
            return
        line.read += told["outcome"] == "read"
        line.refused += told["outcome"] == "refused"
        line.slowest = max(line.slowest, told["seconds"])
        line.most = max(line.most, told["memory"])
        faults = told["faults"]
        if told["seconds"] > SECONDS:
            faults.append(f"{told['seconds']:.1f} seconds")
        if faults:
            self._fail(case, line, "; ".join(faults))

    def _fail(self, case: Case, line: Line, why: str) -> None:
        line.faults.append(why)
        if self.folder is None:
            return
        key = hashlib.sha256(case.data).hexdigest()[:10]
        name = f"{self.seed}-{case.family}-{key}"
        (self.folder / f"{name}-{NOT_NAME.sub('_', case.name)}").write_bytes(case.data)
        (self.folder / f"{name}.why").write_text(f"{case.name}\n{why}\n{' '.join(case.words)}\n")

    @property
    def faults(self) -> list[str]:
        return [
            f"{family} {kind}: {why}" for (family, kind), line in self.lines.items() for why in line.faults
        ]

    def show(self) -> str:
        told = [HEAD]
        for (family, kind), line in sorted(self.lines.items()):
            told.append(
                f"{family:12}{kind:16}{line.cases:8}{line.read:8}{line.refused:9}{len(line.faults):8}"
                f"{line.slowest:11.2f}{line.most / MEGABYTE:9.0f}"
            )
        return "\n".join(told)
