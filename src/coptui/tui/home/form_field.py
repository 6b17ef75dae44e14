"""A field of a form: what it is found by, what it hints at, what is said beneath it."""

from __future__ import annotations

from collections.abc import Collection

from textual.screen import Screen
from textual.widgets import Label

from coptui.core.finding.search import name_apart
from coptui.core.finding.someone_new import may_be
from coptui.core.model.community import AllGroups
from coptui.core.model.text import show
from coptui.core.writing.form_fields import Field
from coptui.language import tr
from coptui.tui.kit.inputs import CoptInput, CoptText
from coptui.tui.kit.lines import Scrolled

TYPED_AFRESH = ("choice", "flag", "day", "number")
"""Kinds of fields whose value is typed as a whole rather than edited letter by letter."""


def field_id(field: Field) -> str:
    """Return the id of a field's widget."""
    return f"{field.name.replace('_', '-')}-field"


def hint_of(field: Field) -> str:
    """Return what is expected in an empty field: in brackets, so that it doesn't look like an entry
    where there are no colours."""
    hint = field.shown_choices or field.hint
    return f"({hint})" if hint else ""


def widget_of(field: Field, text: str) -> CoptInput | CoptText:
    """Return the widget in which a field is typed, with its name beside it."""
    hint, widget_id, name = hint_of(field), field_id(field), field.label
    if field.many_lines:
        return CoptText(text, placeholder=hint, id=widget_id, name_beside=name)
    replaces = field.kind in TYPED_AFRESH
    return CoptInput(text, placeholder=hint, id=widget_id, replaces=replaces, name_beside=name)


def say_beneath(form: Screen[None], field: Field, text: str, *, is_fault: bool) -> None:
    """Say something below a field; an empty text takes away what stands there."""
    label_id = f"{field_id(field)}-told"
    for label in form.query(f"#{label_id}").results(Label):
        label.update(show(text))
        label.set_class(is_fault, "fault")
        label.display = bool(text)
        return
    if text:
        classes = "told fault" if is_fault else "told"
        label = Label(show(text), classes=classes, id=label_id, markup=False)
        form.query_one(Scrolled).mount(label, after=f"#{field_id(field)}")


def namesake(community: AllGroups, table: str, new: Collection[int]) -> str:
    """Return what to say of a new member whose name may be someone else's, or ""."""
    if table != "members":
        return ""
    for number in new:
        others = [n for n in may_be(community.members[number].name, community) if n not in new]
        if others:
            return tr(
                "Saved. If this is the {name} already listed, use `:merge` to make them one, "
                "or press u to undo.",
                name=show(name_apart(community, "members", others[0], others)),
            )
    return ""
