"""A file that is too large is not kept while it arrives, and its form still knows what it weighs."""

import tempfile

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile

from reciproque.core.uploads import STORE

SMALL, LIMIT = b"a" * 10_000, 3_000_000


@pytest.fixture(autouse=True)
def arrivals(settings, tmp_path):
    settings.UPLOAD_LIMIT = LIMIT
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / STORE


def received(rf, **files):
    return rf.post("/", {name: SimpleUploadedFile(f"{name}.md", data) for name, data in files.items()}).FILES


@pytest.mark.parametrize("size", [0, 1, 10_000, LIMIT - 1, LIMIT])
def test_what_is_within_the_limit_arrives_whole(rf, size):
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    file = received(rf, file=data)["file"]

    assert (file.name, file.size, file.read()) == ("file.md", size, data)


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT * 3])
def test_of_what_is_too_large_only_the_size_arrives(rf, size):
    file = received(rf, file=b"x" * size)["file"]

    assert (file.name, file.size, file.read()) == ("file.md", size, b"")


def test_a_file_after_one_that_is_too_large_arrives_whole(rf):
    files = received(rf, first=b"x" * (LIMIT + 1), second=SMALL)

    assert (files["first"].read(), files["second"].read()) == (b"", SMALL)


def test_the_disk_never_holds_more_than_the_limit_of_a_file(rf, monkeypatch):
    kept = []
    write = tempfile._TemporaryFileWrapper.__getattr__

    def counted(self, name):
        found = write(self, name)
        if name != "write":
            return found
        return lambda data: (kept.append(len(data)), found(data))[1]

    monkeypatch.setattr(tempfile._TemporaryFileWrapper, "__getattr__", counted)

    received(rf, file=b"x" * LIMIT * 3)

    assert 0 < sum(kept) <= LIMIT


def test_what_had_arrived_of_it_is_gone_from_the_disk_at_once(rf, arrivals):
    files = received(rf, file=b"x" * LIMIT * 3, other=b"y" * LIMIT)

    assert [path.read_bytes() for path in arrivals.iterdir()] == [b"y" * LIMIT]
    assert files["other"].read() == b"y" * LIMIT


def test_a_request_that_carries_too_much_in_all_is_refused_and_leaves_nothing(rf, arrivals):
    with pytest.raises(RequestDataTooBig):
        received(rf, **{f"file{number}": b"x" * LIMIT for number in range(5)})

    assert list(arrivals.iterdir()) == []
