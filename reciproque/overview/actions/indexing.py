"""Keeping the index right: after each sealed act, all of the contract that it concerns is read again and compared."""

from collections.abc import Collection, Iterable

from reciproque.contracts.models import Contract
from reciproque.core import registers
from reciproque.journal.queries import sealed_after
from reciproque.search.actions import follow_to, forget_contract, forget_contracts_but, index
from reciproque.search.queries import followed

WHOLE = ("contracts.contract", "intake.reading")
"""Subjects after whose acts everything of the contract is read again: created, archived, filled by an acceptance."""
AT_ONCE = 1_000  # entries of the journal in one go


def follow_journal() -> int:
    """Take up what was sealed since the last time. Returns how many rows of the index were wrong."""
    entries = list(
        sealed_after(followed())
        .values_list("number", "contract_id", "subject_label")
        .order_by("number")[:AT_ONCE]
    )
    touched: dict[int, set[str]] = {}
    for _number, contract, label in entries:
        if contract is not None:
            touched.setdefault(contract, set()).add(label)
    written = sum(index_contract(contract, labels) for contract, labels in sorted(touched.items()))
    if entries:
        follow_to(entries[-1][0] or 0)
    return written


def index_contract(contract: int, labels: Collection[str] | None = None) -> int:
    """Compare what the apps offer of a contract with the index: all, or what acts on such subjects can have changed."""
    if not Contract.objects.filter(pk=contract, archived_at=None).exists():
        return forget_contract(contract)
    everything = labels is None or any(label in WHOLE for label in labels)
    return sum(
        index(contract, source.key, source.things(contract))
        for source in registers.findable
        if everything or _follows(source, labels or ())
    )


def _follows(source: registers.FindableSource, labels: Iterable[str]) -> bool:
    return any(label.startswith(source.follows) for label in labels)


def rebuild() -> tuple[int, int]:
    """The whole index anew, beside people who go on working. Returns how many contracts and how many wrong rows."""
    contracts = list(Contract.objects.filter(archived_at=None).order_by("pk").values_list("pk", flat=True))
    wrong = forget_contracts_but(contracts)
    return len(contracts), wrong + sum(index_contract(key) for key in contracts)
