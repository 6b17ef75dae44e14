"""`coptui walk CHECKLIST`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from coptui.cli import which_file
from coptui.cli.checklists import complete_id
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.references import TABLE_OF
from coptui.errors import ReadOnly, UsageError
from coptui.language import tr
from coptui.walking import Walks

if TYPE_CHECKING:
    from coptui.checklists.template import Template
    from coptui.core.model.records import Subject
    from coptui.session import Session


@click.command(
    cls=Verb,
    name="walk",
    of_a_group=True,
    short_help=tr("Answer a checklist, or carry on with one you began."),
)
@click.argument("checklist", shell_complete=complete_id)
@click.option("--plain", is_flag=True, help=tr("Ask line by line, for screen readers and scripts."))
@click.option(
    "--anew", is_flag=True, help=tr("Start the checklist again, even if it is only half answered.")
)
@click.option(
    "--about", metavar="NAME", help=tr("Say which event, person or topic the checklist is about.")
)
@click.option(
    "--moved-first", is_flag=True, help=tr("Start with the questions whose evidence changed most.")
)
@click.option(
    "--blind",
    is_flag=True,
    help=(
        tr(
            "Answer a checklist that a colleague has begun; you see each other's answers once both of you have finished."
        )
    ),
)
@chosen
def command(
    chosen: Chosen,
    checklist: str,
    plain: bool,
    anew: bool,
    about: str | None,
    moved_first: bool,
    blind: bool,
) -> int:
    """Answer a checklist, or carry on with one that was begun.

    With --plain, you answer line by line: 3, y or some words; - for not applicable, d for don't
    know. To add a note or a follow-up, separate them with |, for example `3 | fewer came | !fri @ann call Beth`. An
    empty line moves on, b goes back, q quits. Every answer is saved at once.
    """
    if not plain:
        from coptui.cli.full_screen import need_terminal

        need_terminal()
    session = which_file.session(chosen, writing=True)
    template = which_file.shelf(chosen, session.settings.language).get(checklist)
    if session.read_only and template.keep == "community":
        raise ReadOnly(
            f"{session.whereabouts.shown}: {session.read_only}",
            tr(
                "Working through a checklist saves each answer as you go, so it can't be done read-only."
            ),
        )
    run = _run(session, template, about, anew=anew, moved_first=moved_first, blind=blind)
    if plain:
        from coptui.cli.plain_walk import PlainWalk

        where = f" -f {shlex.quote(chosen.file)}" if chosen.file else ""
        where += f" --group {shlex.quote(session.group)}" if session.group else ""
        try:
            return PlainWalk(
                session,
                run,
                tr("coptui{where} walk {checklist} --plain", where=where, checklist=checklist),
            ).go()
        finally:
            session.close()
    return _full_screen(session, chosen, run)


def _run(
    session: Session,
    template: Template,
    about: str | None,
    *,
    anew: bool,
    moved_first: bool,
    blind: bool,
) -> int:
    """Return the run to go on with, or begin one."""
    from coptui.checklists.due import when_due
    from coptui.core.people.pairs import to_go_on

    subject = _subject(session, template, about)
    if not anew:
        runs = to_go_on(session.runs(), session.by)
        if blind:
            runs = [run for run in runs if run.by == session.by]
        known = when_due(template, runs, session.today, subject=subject)
        if known.unfinished is not None:
            return known.unfinished
    if subject is None:
        raise UsageError(
            tr(
                "The checklist {title} is about one {for_}.",
                title=template.title,
                for_=template.for_,
            ),
            tr("Say which with --about NAME."),
        )
    return Walks(session).begin(template, subject, moved_first=moved_first, blind=blind)


def _subject(session: Session, template: Template, about: str | None) -> Subject | None:
    """Return what the walk is about; None if that is still to be asked."""
    from coptui.core.finding.search import one
    from coptui.core.model.records import Subject

    if template.for_ == "community":
        if about:
            raise UsageError(
                tr(
                    "The checklist {title} is about the whole community; leave out --about.",
                    title=template.title,
                )
            )
        return Subject()
    if not about:
        return None
    hit = one(session.all_groups, about, tables=(TABLE_OF[template.for_],))
    return Subject(kind=template.for_, id=hit.id)


def _full_screen(session: Session, chosen: Chosen, run: int) -> int:
    from coptui.cli.full_screen import show_session
    from coptui.tui.shell import places

    # A walk that cannot be read is said here, in the terminal as it was.
    Walks(session).with_all_steps(run)

    return show_session(session, chosen, places.Walk(run))
