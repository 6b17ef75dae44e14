"""A community in a new file, and its store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coptui.core.model.changes import Document
from coptui.store.new_file import new_file
from coptui.store.store import Store


def new_store(path: Path, profile: Document, **options: Any) -> Store:
    """The store of a file that did not exist; `options` as `Store` takes them."""
    new_file(path, profile)
    return Store(path, **options)
