"""A disk without room: nothing half kept, a sentence, and a store that works again once there is room."""

import errno
import os

import pytest
from django.core.files.base import ContentFile

from reciproque.core.refusals import Refused
from reciproque.office import actions
from reciproque.office.actions import keep_file
from reciproque.office.models import StoredFile
from reciproque.office.tests.test_storing import AT


def full(*_args, **_how):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def kept(root):
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
def test_a_full_disk_is_said_and_leaves_nothing(monkeypatch, settings, tmp_path, step):
    settings.MEDIA_ROOT = tmp_path
    place = {"mkstemp": actions.tempfile, "fsync": actions.os, "replace": actions.os}[step]
    with monkeypatch.context() as patched:
        patched.setattr(place, step, full)
        with pytest.raises(Refused) as refused:
            keep_file(ContentFile(b"un texte", name="a.md"), name="a.md", at=AT)

    assert "plus de place" in refused.value.reasons[0]
    assert kept(tmp_path) == []
    assert not StoredFile.objects.exists()
    assert keep_file(ContentFile(b"un texte", name="a.md"), name="a.md", at=AT).size == 8


def test_another_fault_of_the_disk_stays_a_fault(monkeypatch):
    def broken(*_args):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(actions.os, "fsync", broken)

    with pytest.raises(OSError, match="Input/output"):
        keep_file(ContentFile(b"un texte", name="a.md"), name="a.md", at=AT)
