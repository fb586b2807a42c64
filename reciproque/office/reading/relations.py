"""How the parts of a Microsoft package lead to one another: by relations, never by guessing names."""

from __future__ import annotations

import posixpath

from reciproque.office.packages import Package


def relations_of(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """By the identity of each relation of a part: its kind (the last word of its type) and the part it leads to."""
    folder, base = posixpath.split(source)
    tree = package.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
    found = {}
    for relation in tree if tree is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in package.names:
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def related(package: Package, source: str) -> dict[str, list[str]]:
    """The parts that a part leads to inside the package, by kind."""
    found: dict[str, list[str]] = {}
    for kind, target in relations_of(package, source).values():
        found.setdefault(kind, []).append(target)
    return found


def has_macros(package: Package) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in package.names)


def is_signed(package: Package) -> bool:
    return any(name.startswith("_xmlsignatures/") for name in package.names)
