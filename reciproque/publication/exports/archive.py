"""A zip archive of members that are compressed already."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

VERSION, UTF8, DEFLATED = 20, 0x800, 8
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True)
class Member:
    """A file of the archive: its name, raw deflate data, CRC-32 and size of what they hold."""

    name: str
    data: bytes
    checksum: int
    size: int


def archive(members: Iterable[Member], *, at: datetime) -> bytes:
    """The archive, up to 65 535 members and four gigabytes."""
    parts, directory, offset, count = [], [], 0, 0
    day = (max(at.year, 1980) - 1980) << 9 | at.month << 5 | at.day
    hour = at.hour << 11 | at.minute << 5 | at.second // 2
    for member in members:
        name = member.name.encode()
        told = struct.pack(
            "<HHHHHLLLHH",
            VERSION, UTF8, DEFLATED, hour, day, member.checksum, len(member.data), member.size, len(name), 0,
        )  # fmt: skip
        parts += [LOCAL + told + name, member.data]
        directory.append(
            CENTRAL
            + struct.pack("<H", VERSION)
            + told
            + struct.pack("<HHHLL", 0, 0, 0, 0o644 << 16, offset)
            + name
        )
        offset += len(parts[-2]) + len(member.data)
        count += 1
    listed = b"".join(directory)
    end = END + struct.pack("<HHHHLLH", 0, 0, count, count, len(listed), offset, 0)
    return b"".join([*parts, listed, end])
