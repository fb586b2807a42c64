"""What arrives from a browser is bounded while it arrives, before anybody has said who sends it."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from reciproque.core.refusals import Refused

STORE = "fichiers"  # the folder of MEDIA_ROOT in which bytes arrive and stay; swept of what nobody has
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
FILES_AT_ONCE = 4  # of the largest size, in one request


def is_without_room(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in NO_ROOM


@contextmanager
def refused_without_room() -> Iterator[None]:
    """A disk that is full is said to the person who brings a file, not taken for a fault of ours."""
    try:
        yield
    except OSError as error:
        if not is_without_room(error):
            raise
        raise Refused(
            [
                "Le serveur n’a plus de place pour ce fichier : rien n’a été gardé. Prévenez l’administration, "
                "et gardez votre fichier pour le déposer plus tard."
            ]
        ) from error


class ArrivingFile(TemporaryUploadedFile):
    """A large file while it arrives: in the store itself, so that what a killed process leaves is swept there."""

    def __init__(
        self, name: str, content_type: str, charset: str | None, extra: dict[str, bytes] | None
    ) -> None:
        folder = Path(settings.MEDIA_ROOT) / STORE
        folder.mkdir(parents=True, exist_ok=True)
        arriving = tempfile.NamedTemporaryFile(prefix="arrivee-", dir=folder)  # noqa: SIM115 -- open while it arrives
        UploadedFile.__init__(self, arriving, name, content_type, 0, charset, extra)


class UploadsInStore(TemporaryFileUploadHandler):
    """Writes a large file where `ArrivingFile` says."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        name, kind = self.file_name or "", self.content_type or ""
        self.file = ArrivingFile(name, kind, self.charset, self.content_type_extra)


class BoundedUploads(FileUploadHandler):
    """Stands before the handlers that keep bytes, and hands none on beyond the limit of a file.

    The rest of a file that is too large is let by without being kept, so that its form can say how much it
    weighs; what comes out has that size and holds nothing. A request that carries too much in all is refused.
    """

    arrived = 0  # bytes of all the files of the request

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        limit = settings.UPLOAD_LIMIT
        if start + len(raw_data) > limit:
            self.is_too_large = True
            return None
        self.arrived += len(raw_data)
        if self.arrived > FILES_AT_ONCE * limit:
            self._let_go()
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.is_too_large:
            return None
        self._let_go()
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)

    def _let_go(self) -> None:
        """What the handlers behind have kept of this file goes from the disk now, not when memory is swept."""
        for handler in getattr(self.request, "upload_handlers", ()):
            if handler is not self:
                handler.upload_interrupted()
