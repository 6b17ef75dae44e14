"""The first version of a community's file."""

from __future__ import annotations

import os
from pathlib import Path

from coptui.core.model.changes import Document
from coptui.errors import UsageError
from coptui.store import atomic
from coptui.store.layout import layout_of
from coptui.store.migrate import SCHEMA
from coptui.store.saving import Saving
from coptui.store.storage import new_mode
from coptui.store.version import read


def new_file(path: Path, profile: Document) -> str:
    """Create a file with this community (0600; 0660 in a set-gid folder); return a warning.

    Raise UsageError if there is a file with this name, and leave it alone; raise what a save
    raises.
    """
    path = Path(path).resolve()
    uid = os.urandom(8).hex()
    meta = {"schema": SCHEMA, "generation": 0, "next_id": {"community": 2}, "uid": uid}
    text = layout_of({"meta": {"1": meta}, "community": {"1": profile}}).text()
    read(text, str(path))
    with Saving(path, "It was not created.") as saving:
        try:
            atomic.create(path, text, saving, new_mode(path))
        except FileExistsError:
            raise UsageError(
                f"{path} already exists.", "Choose another name, or open that one."
            ) from None
        except FileNotFoundError:
            raise UsageError(f"There is no folder {path.parent}.", "Create it first.") from None
    return saving.warning
