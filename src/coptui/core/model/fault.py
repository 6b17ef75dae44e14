"""What is wrong in a file, and where."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """Something in the file that can't be read or can't be right; it is kept untouched.

    `id` is the document's id, or its key as written if that isn't an id, or None for a whole table.
    `field` is "" for the whole record.
    """

    table: str
    id: int | str | None
    field: str
    message: str
