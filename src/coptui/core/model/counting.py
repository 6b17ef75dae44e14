"""Singular and plural."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """Return so many of something: "1 person", "5 people"; without `many` an s is added."""
    return f"{count} {one if count == 1 else many or one + 's'}"
