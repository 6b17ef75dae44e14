"""What someone may ask for who wants less of us, and every passage that names them."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.forgetting.request import Erasure
from coptui.core.model.counting import counted
from coptui.core.model.labels import singular_of
from coptui.core.model.records import Member
from coptui.core.model.text import show
from coptui.core.people.removal import Mention
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import heading, name_of, pad, text_between

KIND = 18
"""Cells for the kind of record."""
NOTEBOOK = ("notebook", 0)


def remove_rows(member: Member, mentions: Sequence[Mention], mine: int, width: int) -> Rows:
    """Return the choices, then the passages; `mine` is how often my notebook names the person."""
    width = max(40, width - 3)
    rows = [
        *_choice("1", tr("No more contact"), tr("still a member; no more reminders, mailings or suggestions"), member.contact_ok is False, width),
        *_choice("2", tr("Left, with thanks"), tr("leaves today; past records are kept"), member.status == "left", width),
        *_choice("3", tr("Be erased"), tr("erased everywhere, backups included; only counts remain"), False, width),
        *heading(_count(len(mentions) + bool(mine))),
    ]  # fmt: skip
    for index, mention in enumerate(mentions):
        kind = singular_of(mention.record.table)
        text = " ".join(show(mention.text).split())
        if getattr(mention.record, "confidential", False):
            text = name_of(mention.record)
        rows += text_between(
            ("passage", index), text, (), width, (Span(f" {pad(kind, KIND)} ", "quiet"),)
        )
    if mine:
        text = tr("only you can see this; keep it or delete it")
        rows.append(Row(NOTEBOOK, (Span(f" {pad(tr('my notebook'), KIND)} ", "quiet"), Span(text))))
    return listed(rows)


def forgotten_words(done: Erasure) -> str:
    """Return what was done when a person was forgotten, and what could not be."""
    backups = counted(done.backups, "{count} backup", "{count} backups")
    said = tr("Erased here, in the history and in {backups}.", backups=backups)
    if done.undone:
        first = done.undone[0]
        places = show(first.place)
        if len(done.undone) > 1:
            places = tr("{place} and {count} more", place=places, count=len(done.undone) - 1)
        again = tr("To carry on, run `coptui person forget {mark}`.", mark=done.person.mark)
        return tr(
            "{said} Not yet erased in {places}: {reason} {again}",
            said=said,
            places=places,
            reason=show(first.reason),
            again=again,
        )
    return tr(
        "{said} coptui cannot reach copies kept elsewhere. {warning}",
        said=said,
        warning=done.warning,
    ).rstrip()


def _count(places: int) -> str:
    if not places:
        return " " + tr("They are not mentioned anywhere else")
    return " " + tr(
        "{texts_mention} them, or may",
        texts_mention=counted(places, "{count} text mentions", "{count} texts mention"),
    )


def _choice(key: str, title: str, does: str, done: bool, width: int) -> list[Row]:
    said = tr("already done: {does}", does=does) if done else does
    return text_between(None, said, (), width, (Span(f" {key} ", "accent"), Span(f"{title:<18} ")))
