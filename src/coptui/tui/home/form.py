"""Forms for records and the community; mistakes are said below the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coptui.core.finding.interests import fitting_interests
from coptui.core.meetings.next_occurrence import off_its_rule
from coptui.core.model.changes import Choice, Conflicted, Settled
from coptui.core.model.days_kept import with_days
from coptui.core.model.edits import Edit, create, update, with_fields
from coptui.core.model.labels import singular_of
from coptui.core.model.records import Record
from coptui.core.model.sentences import LEAVE_UNSAVED
from coptui.core.model.text import clean
from coptui.core.writing.fields import complete_moment, in_full, read_field, write_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.errors import CoptError, UsageError
from coptui.language import tr, tr_as
from coptui.tui.home.form_field import field_id, hint_of, namesake, say_beneath, widget_of
from coptui.tui.kit.inputs import CoptInput, Done
from coptui.tui.kit.line import TextLine
from coptui.tui.kit.lines import Scrolled
from coptui.tui.kit.rows import Span
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.draft import Draft
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.where import Where

PAGE = 8
"""Fields that a page key skips, so that the cursor stays in view."""

AT_ONCE = 6
"""Fields made in one turn of the event loop."""

READ_BACK = ("day", "moment", "rule", "interests")
"""Kinds of fields whose reading is said back below them."""

OFFERED = 6
"""Interests of members that are offered below the field at once."""


class FormScreen(CoptScreen):
    """A record without an id is added, another one changed; only fields that were touched are
    saved.
    """

    AUTO_FOCUS = "CoptInput"

    def __init__(self, desk: Desk, record: Record, added: Callable[[Key], None] | None) -> None:
        super().__init__(desk)
        self.record = record
        self._added = added
        self._fields = FIELDS[record.table]
        self._start = {
            field.name: clean(
                write_field(field, record, desk.session.all_groups), lines=field.many_lines
            )
            for field in self._fields
        }
        self._draft = Draft(self, f"form {record.table} {record.id}", self._touched)
        self._leaving = False
        self._hinted: Field | None = None

    def compose(self) -> ComposeResult:
        yield TextLine(id="top")
        with Scrolled(classes="form"):
            for field in self._fields[:AT_ONCE]:
                yield widget_of(field, self._start[field.name])
        yield KeyBar()

    async def on_mount(self) -> None:
        scroll = self.query_one(Scrolled)
        scroll.can_focus = False
        for first in range(AT_ONCE, len(self._fields), AT_ONCE):
            await scroll.mount_all(
                widget_of(field, self._start[field.name])
                for field in self._fields[first : first + AT_ONCE]
            )
        await scroll.mount(Done(tr("Save")))
        kept = self._draft.load()
        for name, text in (kept or {}).items():
            if name in self._start:
                self._write(name, text)
        self.call_after_refresh(self._show)
        if kept:
            self.say(tr("This is what you typed last time; press Esc to cancel."), "warn")

    def where(self) -> tuple[Where, ...]:
        return ()

    def _show(self) -> None:
        what = singular_of(self.record.table)
        title = (
            tr("Edit {name}", name=name_of(self.record))
            if self.record.id
            else tr("A new {what}", what=what)
        )
        self.query_one("#top", TextLine).show_line([Span(f" {title}", "strong")])
        bar = self.query_one(KeyBar)
        if not bar.message:
            self._show_keys()

    def _show_keys(self) -> None:
        keys = [Span("Enter", "accent"), Span(" " + tr_as("key", "save") + "  ", "quiet")]
        keys += [Span("Tab", "accent"), Span(" " + tr("next field") + "  ", "quiet")]
        keys += [Span("Esc", "accent"), Span(" " + tr_as("key", "cancel"), "quiet")]
        self.query_one(KeyBar).show_message(keys)

    # Typing

    def texts(self) -> dict[str, str]:
        """Return the present text of each field."""
        return {field.name: self._read(field) for field in self._fields}

    def _read(self, field: Field) -> str:
        widget = self.query_one(f"#{field_id(field)}")
        if isinstance(widget, TextArea):
            return widget.text
        return widget.value if isinstance(widget, Input) else ""

    def _write(self, name: str, text: str) -> None:
        widget = self.query_one(f"#{name.replace('_', '-')}-field")
        if isinstance(widget, TextArea):
            widget.text = text
        elif isinstance(widget, Input):
            widget.value = text
            widget.cursor_position = len(text)

    def _touched(self) -> dict[str, str]:
        return {name: text for name, text in self.texts().items() if text != self._start[name]}

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._draft.keep_soon()
        self._offer(event.input)

    def _offer(self, changed: Input) -> None:
        """Say below a field of interests which of members' fit the part that is being typed."""
        field = self._field_of(changed)
        if field is not None and field.kind == "interests" and self.is_current:
            part = changed.value.rpartition(",")[2].strip()
            fits = fitting_interests(self.session.all_groups, part)[:OFFERED] if part else []
            say_beneath(self, field, ", ".join(fits), is_fault=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say below an empty field the whole of its example, if there is no room for it inside."""
        field = self._field_of(event.widget)
        if field is not None and isinstance(event.widget, CoptInput) and event.widget.hint_is_cut:
            self._hinted = field
            say_beneath(self, field, hint_of(field), is_fault=False)

    def _field_of(self, widget: Widget) -> Field | None:
        return next((field for field in self._fields if field_id(field) == widget.id), None)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Say below a day, a time, a rule or interests that were typed how they were understood."""
        event.stop()
        field = self._field_of(event.input)
        if field is not None and field == self._hinted:
            self._hinted = None
            say_beneath(self, field, "", is_fault=False)
        if field is None or field.kind not in READ_BACK or not self.is_current:
            return
        understood, fault = "", ""
        if (text := self._read(field)) != self._start[field.name]:
            try:
                value = read_field(
                    field, text, self.record, self.session.all_groups, self.session.today
                )
                understood = in_full(value) if value else ""
            except CoptError as error:
                fault = f"{error.message} {error.hint}".strip()
        say_beneath(self, field, fault or understood, is_fault=bool(fault))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._draft.keep_soon()

    def keep_draft(self) -> None:
        """Keep what is typed on disk until it is saved or given up."""
        self._draft.keep()

    def _leave(self) -> None:
        self._leaving = True
        self._draft.forget()
        self.close()

    async def take_key(self, key: str) -> bool:
        if key in ("tab", "down") and not isinstance(self.focused, TextArea):
            self.focus_next()
        elif key in ("shift+tab", "up") and not isinstance(self.focused, TextArea):
            self.focus_previous()
        elif key == "tab":
            self.focus_next()
        elif key == "shift+tab":
            self.focus_previous()
        elif key in ("pagedown", "pageup"):
            for _ in range(PAGE):
                (self.focus_next if key == "pagedown" else self.focus_previous)()
        elif key == "escape" or (key == "backspace" and isinstance(self.focused, Done)):
            await self.on_leave_field()
        else:
            return False
        return True

    async def on_leave_field(self) -> None:
        if not self._touched():
            self._leave()
            return

        async def go() -> None:
            self._leave()

        await self.desk.go.open(asking.yes_or_no(LEAVE_UNSAVED, go))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self._save()

    async def on_done_pressed(self) -> None:
        await self._save()

    # Saving

    async def _save(self) -> None:
        if self._leaving:
            # Enter was pressed twice.
            return
        values = await self._values()
        if values is None:
            return
        try:
            new = with_fields(self.record, values)
            new = with_days(self.record, new, self.session.today)
        except UsageError as error:
            self.say(f"{error.message} {error.hint}", "bad")
            return
        edit = update(self.record, new) if self.record.id else create(new)
        if not edit:
            self._leave()
        elif doubt := off_its_rule(self.record, new):
            await self.desk.go.open(asking.yes_or_no(doubt, partial(self._keep, edit)))
        else:
            await self._keep(edit)

    async def _keep(self, edit: Edit) -> None:
        try:
            await self._commit(edit)
        except Conflicted as conflict:

            async def choose(choice: Choice | Settled) -> None:
                await self._commit(edit, choice)

            await self.desk.go.open(places.Conflict(conflict, choose))
        except CoptError as error:
            self.say(f"{error.message} {error.hint}", "bad")

    async def _commit(self, edit: Edit, choice: Choice | Settled = "ask") -> None:
        before = set(self.session.all_groups.table(self.record.table))
        with self._draft.saving():
            await self.desk.save(edit, choice)
        self._leave()
        below = self.app.screen
        new = set(self.session.all_groups.table(self.record.table)) - before
        if isinstance(below, CoptScreen):
            below.say_saved(namesake(self.session.all_groups, self.record.table, new), edit.label)
        key = (self.record.table, self.record.id)
        if isinstance(choice, Settled) and hasattr(below, "show_record"):
            # A record deleted elsewhere and restored has lost the cursor meanwhile.
            if key[1] in self.session.all_groups.table(key[0]):
                below.show_record(key)
        elif self._added and not self.record.id and new:
            self._added((self.record.table, max(new)))

    async def _values(self) -> dict[str, object] | None:
        """Return the values of the touched fields, or None if one is wrong, which is then said
        below it.
        """
        # Names are looked up in a thread: it is slow for names that match no one.
        values, faults = await apart(self._checked, self.texts())
        if not self.stands:
            return None
        self._say_under(faults)
        faulty = next((field for field in self._fields if field.name in faults), None)
        if faulty is not None:
            self.query_one(f"#{field_id(faulty)}").focus()
            self.call_after_refresh(self._bring_into_sight, faulty)
            self.say(
                tr(
                    "{label} needs a different value: {faults}",
                    label=faulty.label,
                    faults=faults[faulty.name],
                ),
                "bad",
            )
            return None
        if "ends_at" in values:
            start = str(values.get("starts_at") or getattr(self.record, "starts_at", ""))
            values["ends_at"] = complete_moment(start, str(values["ends_at"]))
        return {
            name: value for name, value in values.items() if value is not None or self.record.id
        }

    def _bring_into_sight(self, faulty: Field) -> None:
        for label in self.query(f"#{field_id(faulty)}-told"):
            label.scroll_visible(animate=False)

    def _checked(self, texts: dict[str, str]) -> tuple[dict[str, object], dict[str, str]]:
        """Return the values of touched fields, and what is wrong with others, both by field name."""
        community, today = self.session.all_groups, self.session.today
        values: dict[str, object] = {}
        faults: dict[str, str] = {}
        for field in self._fields:
            text = texts[field.name]
            if text == self._start[field.name] and not (field.required and not text.strip()):
                continue
            try:
                values[field.name] = read_field(field, text, self.record, community, today)
            except CoptError as error:
                faults[field.name] = f"{error.message} {error.hint}".strip()
        return values, faults

    def _say_under(self, faults: dict[str, str]) -> None:
        """Say below each field what is wrong with it, and nothing below the others."""
        for field in self._fields:
            fault = faults.get(field.name, "")
            if fault or field.kind not in READ_BACK:
                say_beneath(self, field, fault, is_fault=True)
