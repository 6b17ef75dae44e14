"""A field of a form: what it is found by, what it hints at, what is said beneath it."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Label

from coptui.core.model.text import show
from coptui.core.writing.form_fields import Field
from coptui.tui.kit.lines import Scrolled


def field_id(field: Field) -> str:
    """Return the id of a field's widget."""
    return f"{field.name.replace('_', '-')}-field"


def hint_of(field: Field) -> str:
    """Return what is expected in an empty field: in brackets, so that it doesn't look like an entry
    where there are no colours."""
    hint = ", ".join(field.choices) or field.hint
    return f"({hint})" if hint else ""


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
