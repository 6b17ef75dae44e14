"""`coptui person export|forget`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, VerbGroup, chosen
from coptui.config import folders
from coptui.errors import UsageError

if TYPE_CHECKING:
    from coptui.core.records import Member
    from coptui.session import Session


@click.group(cls=VerbGroup, name="person", short_help="Answer a request for access or erasure.")
def command() -> None:
    """What one person may ask for: all that is held about them, or to be forgotten."""


@command.command(name="export", short_help="Print all that is held about one person.")
@click.argument("name", metavar="NAME...", nargs=-1, required=True)
@click.option("--notes", is_flag=True, help="With the private notes on them.")
@chosen
def export(chosen: Chosen, name: tuple[str, ...], notes: bool) -> None:
    """Print all that is held about one person, as text or as --json.

    Of what others said and did it holds nothing; a confidential topic or meeting is its code.
    Private notes are added with --notes. My notebook is mine, and not in it.
    """
    from coptui.core.person_file import as_text, held_about

    session = place.session(chosen, writing=False)
    member = _member(session, name)
    found = held_about(session.community, member, notes=notes)
    if chosen.json:
        output.records(
            {"table": held.table, "id": held.id, "why": held.why, "content": held.content}
            for held in found
        )
    else:
        output.text(as_text(session.community, member, found, session.today).rstrip("\n"))
    if member.notes and not notes:
        output.say(f"Left out: {len(member.notes)} private notes; --notes adds them.")
    session.close()


@command.command(name="forget", short_help="Forget one person, for good.")
@click.argument("name", metavar="NAME...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@chosen
def forget(chosen: Chosen, name: tuple[str, ...], yes: bool) -> None:
    """Forget one person: it cannot be undone.

    They become "someone" with a new id; meetings keep their numbers. Name, addresses, handles and
    aliases go from the file, its history, every backup, my notebook and my drafts.
    """
    from coptui.core.forgetting import traces
    from coptui.store.drafts import Drafts

    session = place.session(chosen, writing=True)
    member = _member(session, name)
    if session.read_only:
        # Said by the session, before anybody is asked.
        session.forget(member.id)
    if not yes:
        if not output.interactive():
            raise UsageError("Nobody was forgotten: nobody is here to ask.", "Say --yes.")
        output.say(f"{member.name} will be forgotten for good; u does not bring them back.")
        said = output.ask("Type their name to go on:") or ""
        if said.strip().casefold() != member.name.casefold():
            output.say("Nothing was changed.")
            return
    done = session.forget(member.id)
    Drafts(folders().state / "drafts").remove_where(lambda text: traces(text, done.person) > 0)
    output.say(report(session.path, done.backups, done.removed))
    session.close()


def report(path: Path, backups: int, removed: int) -> str:
    """What was done, and what is outside of our reach."""
    copies = "1 backup" if backups == 1 else f"{backups} backups"
    gone = f", {removed} that could not be read removed" if removed else ""
    return (
        f"Forgotten in {path.name}, its history, and {copies}{gone}. What was counted stays, as"
        " someone.\nOut of reach are other copies of the file, git, mailboxes, and the notebooks of"
        " others. The next roster that is imported may bring the name back: the import then asks."
    )


def _member(session: Session, name: tuple[str, ...]) -> Member:
    from coptui.core.search import one

    hit = one(session.community, " ".join(name).removeprefix("@"))
    return session.community.members[hit.id]
