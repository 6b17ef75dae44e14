"""Singular and plural."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """Return this many of something: "1 person", "5 people"; without `many` an s is added."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share of 0 to 100 in words: "56%"; "0%" is none and "100%" all, never nearly so."""
    whole = f"{share:.0f}%"
    if whole == "0%" and share > 0:
        return "under 1%"
    return "over 99%" if whole == "100%" and share < 100 else whole
