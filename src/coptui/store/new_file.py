"""The first version of a community's file."""

from __future__ import annotations

import os
from pathlib import Path

from coptui.core.model.changes import Document
from coptui.core.model.edits import with_fields
from coptui.core.model.no_names import check_name
from coptui.core.model.records import Member, Profile, document
from coptui.core.model.sentences import already_exists, no_folder
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.files import real_path
from coptui.language import tr
from coptui.store import atomic
from coptui.store.data_file import new_mode
from coptui.store.layout import layout_of
from coptui.store.migrate import SCHEMA
from coptui.store.saving import Saving
from coptui.store.version import read


def new_community(
    path: Path, name: str, purpose: str, *, founded_on: str = "", me: str = ""
) -> str:
    """Start a community in a new file; return a warning, or "". `me` is its first member.

    Raises as `new_file`, and UsageError where a text is too long.
    """
    return new_file(path, *first_records(name, purpose, founded_on, me))


def first_records(
    name: str, purpose: str, founded_on: str = "", me: str = ""
) -> tuple[Document, Document | None]:
    """Return a community's profile, and its first member if there is one. Raise UsageError."""
    started = {"founded_on": founded_on} if founded_on else {}
    profile = with_fields(
        Profile(), {"name": clean(name), "purpose": clean(purpose, lines=True), **started}
    )
    check_name(clean(me))
    member = with_fields(Member(), {"name": clean(me)}) if clean(me) else None
    return document(profile), document(member) if member is not None else None


def first_text(profile: Document, member: Document | None = None) -> bytes:
    """Return what a new community holds, as a file."""
    tables = {"community": {"1": profile}}
    if member is not None:
        tables["members"] = {"1": member}
    meta = {
        "schema": SCHEMA,
        "generation": 0,
        "next_id": dict.fromkeys(tables, 2),
        "uid": os.urandom(8).hex(),
    }
    return layout_of({"meta": {"1": meta}, **tables}).text()


def new_file(path: Path, profile: Document, member: Document | None = None) -> str:
    """Create a file with this community (0600; 0660 in a set-gid folder); return a warning.

    Raise UsageError if there is a file with this name, and leave it alone; raise what a save
    raises.
    """
    return put_new(path, first_text(profile, member))


def put_new(path: Path, text: bytes) -> str:
    """Write a whole community into a new file; return a warning. Raise as `new_file`."""
    path = real_path(path)
    read(text, str(path))
    with Saving(path, tr("The file was not created.")) as saving:
        try:
            atomic.create(path, text, saving, new_mode(path))
        except FileExistsError:
            raise UsageError(
                already_exists(path), tr("Choose another name, or open the file that exists.")
            ) from None
        except FileNotFoundError:
            raise UsageError(no_folder(path.parent), tr("Create the folder first.")) from None
    return saving.warning
