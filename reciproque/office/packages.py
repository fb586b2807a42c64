"""Opening a zip package (DOCX and its like) without trusting what it says of itself.

Nothing is unpacked to disk; only the parts asked for are read, each within bounds. Python's own reader
stops at the size that an entry announces, so announced sizes are bounds that hold.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

from lxml import etree

from reciproque.office.bounds import Bounds, Patience, Unreadable, french_size

END = b"PK\x05\x06"
END_SIZE = 22
LOCATOR_64 = b"PK\x06\x07"
LONGEST_COMMENT = 65_535
DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError)
SEND_AGAIN = "Rouvrez-le sur votre ordinateur, enregistrez-le de nouveau, puis renvoyez-le."


class Streamed:
    """XML that is parsed as it is read, and let go of piece by piece."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._patience = Patience(bounds)

    def parsed(self, part: IO[bytes], name: str) -> Iterator[tuple[str, etree._Element]]:
        self.reading = Metered(part, self.bounds)
        for count, (event, element) in enumerate(counted_events(self.reading, name, self.bounds)):
            if count % 1024 == 0:
                self._patience.check()
            yield event, element

    def forget(self, element: etree._Element) -> None:
        """Free an element that has been read, and all that stands before it, to keep memory flat."""
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while parent[0] is not element:
                del parent[0]
        self.reading.let_go()


class FlatFile(Streamed):
    """A document that is one file of XML."""

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        super().__init__(bounds)
        self._file = file

    def events(self) -> Iterator[tuple[str, etree._Element]]:
        self._file.seek(0)
        return self.parsed(self._file, "document")

    def let_go_of_text(self, element: etree._Element) -> None:
        """Free the letters of an element (an image written in letters), whose place is kept."""
        element.text = None
        self.reading.let_go()


class Package(Streamed):
    """A zip file whose size, number of entries and rate of compression have been judged."""

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        super().__init__(bounds)
        _judge_directory(file, bounds)
        try:
            self._zip = zipfile.ZipFile(file)
        except (*DAMAGES, NotImplementedError) as error:
            raise Unreadable(f"Ce fichier est abîmé : son sommaire est illisible. {SEND_AGAIN}") from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        _judge_sizes(self._zip.infolist(), bounds)

    @property
    def names(self) -> set[str]:
        return set(self._entries)

    def is_encrypted(self) -> bool:
        return any(entry.flag_bits & 1 for entry in self._entries.values())

    def read(self, name: str, at_most: int) -> bytes:
        """Read a small part whole; b"" when the package does not have it."""
        if name not in self._entries:
            return b""
        with self.open(name) as part:
            return part.read(at_most)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part for reading; whatever goes wrong inside is said in French."""
        entry = self._entries[name]
        if entry.file_size > self.bounds.part_bytes:
            raise Unreadable(
                f"Ce document contient une partie de {french_size(entry.file_size)} une fois décompressée, "
                f"c’est trop pour être lu. Séparez-le en plusieurs fichiers."
            )
        try:
            with self._zip.open(entry) as part:
                yield part
        except DAMAGES as error:
            raise Unreadable(
                f"Ce fichier est abîmé : une partie (« {name} ») est illisible. {SEND_AGAIN}"
            ) from error
        except (RuntimeError, NotImplementedError) as error:
            raise Unreadable(
                f"Une partie du fichier (« {name} ») est chiffrée ou d’un genre inconnu."
            ) from error

    def events(self, name: str) -> Iterator[tuple[str, etree._Element]]:
        """Parse a part as it is read: ("start" | "end", element), counted, without DTD nor entity."""
        with self.open(name) as part:
            yield from self.parsed(part, name)

    def tree(self, name: str) -> etree._Element | None:
        """Parse a small part whole; None when the package does not have it."""
        if name not in self._entries:
            return None
        root = None
        for _event, element in self.events(name):
            root = element if root is None else root
        return root


class Metered:
    """A part being parsed: how much of it came in since its reader last let go of what it had."""

    def __init__(self, part: IO[bytes], bounds: Bounds) -> None:
        self._part = part
        self._bounds = bounds
        self._held = 0

    def read(self, size: int = -1) -> bytes:
        data = self._part.read(min(size, 65_536) if size > 0 else 65_536)
        self._held += len(data)
        if self._held > self._bounds.bytes_at_once:
            raise Unreadable(
                f"Ce document contient un passage d’un seul tenant (paragraphe, ligne de tableau ou réglage) de plus "
                f"de {french_size(self._bounds.bytes_at_once)}. Il n’est pas lu ; séparez ce passage."
            )
        return data

    def let_go(self) -> None:
        self._held = 0


def counted_events(part: Metered, name: str, bounds: Bounds) -> Iterator[tuple[str, etree._Element]]:
    """Parse XML piece by piece; refuse a DTD as soon as the first element shows it."""
    parser = etree.iterparse(
        cast(IO[bytes], part),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for count, (event, element) in enumerate(parser):
            if count == 0 and element.getroottree().docinfo.internalDTD is not None:
                raise Unreadable(
                    "Ce fichier contient une déclaration de type (DTD) ou des entités, qu’un document ordinaire "
                    "ne contient jamais. Par prudence il n’est pas lu."
                )
            if count > 2 * bounds.elements:
                raise Unreadable(
                    "Ce document contient trop d’éléments pour être lu. Séparez-le en plusieurs fichiers."
                )
            yield event, element
    except etree.XMLSyntaxError as error:
        raise Unreadable(_why_not_parsed(str(error), name)) from error


def _why_not_parsed(message: str, name: str) -> str:
    if "depth" in message:
        return (
            "Ce document contient des éléments emboîtés sur plus de 250 niveaux (des tableaux dans des tableaux, "
            "par exemple). Il n’est pas lu ; mettez les tableaux à plat, puis recommencez."
        )
    if "too long" in message or "limit" in message:
        return "Ce document contient un passage d’un seul tenant de plus de 10 Mo. Il n’est pas lu."
    return f"Ce fichier est abîmé : sa partie « {name} » est interrompue ou mal formée. {SEND_AGAIN}"


def _judge_directory(file: BinaryIO, bounds: Bounds) -> None:
    """Look at the end of the zip before Python loads its list of entries into memory."""
    file.seek(0, 2)
    size = file.tell()
    start = max(0, size - END_SIZE - LONGEST_COMMENT - 20)
    file.seek(start)
    tail = file.read(size - start)
    position = tail.rfind(END)
    if position < 0 or len(tail) - position < END_SIZE:
        raise Unreadable(
            "Ce fichier est incomplet : il s’interrompt avant la fin, comme après un téléchargement coupé. "
            "Envoyez-le de nouveau en entier."
        )
    entries, directory = struct.unpack("<HI", tail[position + 10 : position + 16])
    if LOCATOR_64 in tail[max(0, position - 20) : position] or entries > bounds.archive_entries:
        raise Unreadable("Ce fichier contient trop d’éléments (ou se dit trop grand) pour être un document.")
    if directory > bounds.archive_directory_bytes:
        raise Unreadable("Le sommaire de ce fichier est démesuré : ce n’est pas un document ordinaire.")
    file.seek(0)


def _judge_sizes(entries: list[zipfile.ZipInfo], bounds: Bounds) -> None:
    if len(entries) > bounds.archive_entries:
        raise Unreadable(f"Ce fichier contient {len(entries)} éléments : ce n’est pas un document ordinaire.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > bounds.unpacked_bytes:
        raise Unreadable(
            f"Ce fichier se décompresse en {french_size(unpacked)} : c’est trop pour un document. "
            "Allégez-le (réduisez les images) ou séparez-le en plusieurs fichiers."
        )
    for entry in entries:
        if entry.file_size > bounds.ratio_from_bytes and entry.file_size > bounds.ratio * max(
            1, entry.compress_size
        ):
            raise Unreadable(
                f"Une partie de ce fichier (« {entry.filename[:80]} ») est compressée à l’excès, comme une "
                "« bombe » destinée à saturer la machine. Il n’est pas lu."
            )
