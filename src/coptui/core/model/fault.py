"""What is wrong in a file, and where."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """Something in the file that cannot be read or cannot be right; it is kept untouched.

    `id` is the document's id, its key as written when that is no id, None for a whole table.
    `field` is "" when the whole record is meant.
    """

    table: str
    id: int | str | None
    field: str
    message: str
