"""Kinds of messages for tests."""

import pytest

from reciproque.core import registers


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    kept = registers.Register()
    kept.hang(
        registers.NoticeKind("test.link", "liens personnels"),
        registers.NoticeKind("test.reminder", "rappels", groupable=True, stoppable=True),
        registers.NoticeKind("test.news", "nouvelles", stoppable=True),
    )
    monkeypatch.setattr(registers, "notice_kinds", kept)
