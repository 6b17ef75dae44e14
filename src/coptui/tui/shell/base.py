"""What every screen does: turn keys into commands, save with a message, ask for a line."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events

from coptui.core.model.changes import Choice, Conflicted, Settled
from coptui.core.model.edits import Edit
from coptui.core.model.records import Record
from coptui.core.model.sentences import CHOOSE_ANOTHER, HIDDEN_WHEN_PRESENTING
from coptui.core.model.text import show
from coptui.errors import CoptError, UsageError
from coptui.language import tr, tr_as
from coptui.session import Session
from coptui.tui.kit.record_list import MOVES, RecordList
from coptui.tui.kit.rows import Tone
from coptui.tui.kit.sparing import SparingScreen
from coptui.tui.kit.typed_ahead import HELD_BACKSPACE
from coptui.tui.shell import asking, places
from coptui.tui.shell.commands import Command, commands_of
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.everywhere import Everywhere
from coptui.tui.shell.groups import CommandGroup
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.keys import key_map, with_own_keys
from coptui.tui.shell.notice import NOTHING_HERE
from coptui.tui.shell.places import Key
from coptui.tui.shell.where import TYPED_IN, Where

if TYPE_CHECKING:
    from coptui.tui.shell.long_work import LongWork

R = TypeVar("R", bound=Record)
G = TypeVar("G", bound=CommandGroup)

LATIN_LETTERS = tr("coptui needs Latin letters: switch your keyboard layout, then try again.")
REASON_LATER = tr("Not possible now; the reason will be shown after presenter mode.")
LEAVING = frozenset({"leave", "backspace", "quit"})


class CoptScreen(SparingScreen, inherit_bindings=False):
    """A screen that is given a desk and takes its keys from the table of commands.

    `WHERE` names the parts of the table that apply here, in order of precedence; `GROUPS` the
    commands shared with other screens; `BAR` the commands that the key line names first.
    """

    WHERE: ClassVar[tuple[Where, ...]] = ("everywhere",)
    GROUPS: ClassVar[tuple[type[CommandGroup], ...]] = ()
    BAR: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS: ClassVar[str | None] = "RecordList"
    ASKS: ClassVar[bool] = False
    """Whether the screen is a question: nothing else starts or is told before it is answered."""
    FIT_TO_SHOW: ClassVar[bool] = False
    """Whether the screen may stay when presenter mode begins."""
    opened_as: places.Place | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shown: Key | None = None
        self.long_work: LongWork | None = None
        self._groups = [kind(self) for kind in (*self.GROUPS, Everywhere)]

    @property
    def stands(self) -> bool:
        """Whether the screen is complete: composed, and not closing (its widgets go before it)."""
        return bool(self.children) and self.is_attached and not self.goes

    @property
    def leads_out(self) -> bool:
        """Whether back from here leaves the program: then it asks once."""
        return False

    @property
    def session(self) -> Session:
        """The session of the open community."""
        return self.desk.session

    @property
    def about_member(self) -> int | None:
        """The member under the cursor, if any: commands about a person apply to them."""
        return self.shown[1] if self.shown and self.shown[0] == "members" else None

    @property
    def page_of(self) -> int | None:
        """The member whose page this is: what is written down here is about them, too."""
        return None

    # Keys

    def where(self) -> tuple[Where, ...]:
        """Return the parts of the command table that apply now."""
        return self.WHERE

    def commands(self, only: Collection[str] = ()) -> list[Command]:
        """Return the commands that apply here, or `only` some, each with the keys that reach it."""
        meant, offered = key_map(self.where(), self.desk.own_keys), list[Command]()
        here = tuple(c for c in commands_of(*self.where()) if not only or c.id in only)
        for command in with_own_keys(here, self.desk.own_keys):
            keys = tuple(key for key in command.keys if meant.get(key) == command)
            if (keys or not command.keys) and self.may(command) and self.offers(command):
                offered.append(self.named(command._replace(keys=keys)))
        return offered

    def named(self, command: Command) -> Command:
        """Return a command under the name that it has here."""
        if self.leads_out and command.id == "leave":
            return command._replace(title=tr("Quit coptui"), word=tr_as("key", "quit"))
        return command

    @property
    def takes_commands(self) -> bool:
        """Whether keys are commands now, rather than letters or the answer to a question."""
        return bool(self.where()) and not self.ASKS and TYPED_IN.isdisjoint(self.where())

    def may(self, command: Command) -> bool:
        """Return whether a command is allowed in this start of the program."""
        return command.id not in self.desk.withheld

    def offers(self, command: Command) -> bool:
        """Return whether a command that belongs here works now."""
        return (
            command.id in MOVES or command.opens is not None or self._method_of(command) is not None
        )

    def _method_of(self, command: Command) -> Callable[..., Any] | None:
        """Return the method behind a command: the screen's own, or else one of its groups'."""
        for owner in (self, *self._groups):
            action: Callable[..., Any] | None = getattr(owner, f"action_{command.action}", None)
            if action is not None and (owner is self or owner.offers(command)):
                return action
        return None

    def group(self, kind: type[G]) -> G:
        """Return one of this screen's groups of commands."""
        return next(group for group in self._groups if isinstance(group, kind))

    async def met(self, error: Exception) -> bool:
        """Say an error in words, whatever it came from: a key, a click, a timer."""
        if isinstance(error, Conflicted):
            await self.settle(error)
        elif isinstance(error, CoptError):
            self.say(f"{error.message} {error.hint}", "bad")
        return isinstance(error, CoptError)

    async def on_key(self, event: events.Key) -> None:
        if not self.is_current:
            # Typed before the screen that it was meant for was there.
            event.stop()
            self.pass_on(event)
            return
        if event.key == HELD_BACKSPACE:
            # There is nothing to delete here.
            event.stop()
        elif await self.take_key(event.key):
            event.stop()
        elif event.character and event.character.isalpha() and not event.character.isascii():
            self.say(LATIN_LETTERS, "warn")
        elif event.is_printable:
            self.say(NOTHING_HERE, "warn")

    def meant_by(self, key: str) -> Command | None:
        """Return the command that a key stands for now."""
        return key_map(self.where(), self.desk.own_keys).get(key)

    async def take_key(self, key: str) -> bool:
        """Do what a key means here; return False if it means nothing."""
        command = self.meant_by(key)
        if command is None or not self.offers(command):
            return False
        await self.run_command(command, key)
        return True

    @property
    def is_ready(self) -> bool:
        """Whether the screen shows what its keys are meant for; not while that is being worked out."""
        return self.long_work is None or not self.long_work.goes_on

    def early(self, key: str) -> Coroutine[None, None, None] | None:
        """Return what a key waits for here, or None if it can be handled now."""
        if self.long_work is None or self.is_ready:
            return None
        command = self.meant_by(key)
        anywhere = command is not None and command.where == "everywhere"
        return None if anywhere else self.long_work.over()

    def leads_away(self, key: str) -> bool:
        """Return whether a key leaves this screen."""
        command = self.meant_by(key)
        return command is not None and command.id in LEAVING

    async def run_command(self, command: Command, key: str = "") -> None:
        """Run a command; an error is said in the bottom line."""
        self.say()
        if command.id in MOVES:
            # Some of Textual's widgets have actions of the same names that mean something else.
            if isinstance(self.focused, RecordList):
                self.focused.move(command.id)
                self.moved(self.focused)
            return
        if not self.may(command):
            self.say(self.desk.withheld[command.id], "warn")
            return
        if self.session.presenting and not command.fit_to_show:
            self.say(HIDDEN_WHEN_PRESENTING, "warn")
            return
        try:
            if command.opens is not None:
                await self.desk.go.go(command.opens)
                return
            action = self._method_of(command)
            if action is not None:
                done = action(key) if inspect.signature(action).parameters else action()
                if inspect.isawaitable(done):
                    await done
        except Conflicted as conflict:
            await self.settle(conflict)
        except CoptError as error:
            self.say(f"{error.message} {error.hint}", "bad")

    def moved(self, pane: RecordList) -> None:
        """Draw and send a cursor's move together with what follows at once."""

    async def settle(self, conflict: Conflicted, done: Callable[[], None] | None = None) -> None:
        """Show both sides of a conflict, one beside the other; a key chooses.

        `done` is called when the choice is saved.
        """
        kept, self.desk.unsettled = self.desk.unsettled, None
        if kept is None or kept[0] is not conflict:
            self.say(f"{conflict.message} {conflict.hint}", "bad")
            return
        its = kept[1]

        async def choose(choice: Choice | Settled) -> None:
            await self.desk.save(its, choice)
            if done is not None:
                done()

        await self.desk.go.open(places.Conflict(conflict, choose))

    def still(self, record: R) -> R:
        """Return a record as it is now; one deleted meanwhile as it was, so that saving it asks."""
        return cast("R", self.session.all_groups.table(record.table).get(record.id, record))

    def there(self, kind: type[R], number: int) -> R:
        """Return a record that was just chosen. Raise UsageError if someone deleted it meanwhile."""
        record = self.session.all_groups.table(kind.table).get(number)
        if not isinstance(record, kind):
            raise UsageError(tr("Someone else has deleted this."), CHOOSE_ANOTHER)
        return record

    # Saying

    def say(self, text: str = "", tone: Tone = "good") -> None:
        """Show a line at the bottom until the next key; an empty text brings the keys back.

        A warning or an error stays until it could be read, whatever screen comes next.
        """
        if not self.stands:
            return
        bar = self.query_one(KeyBar)
        if text and self.session.presenting and text not in self.desk.shown_to_all:
            text = REASON_LATER if tone == "bad" else tr("Done.")
        if self.desk.notice.answer(" ".join(show(text).split()), tone):
            bar.repaint()
        if bar.message and not text:
            bar.show_message(())

    def show_keys(self) -> None:
        """Draw the key line for what can be done now."""
        presenting = self.session.presenting
        commands = {c.id: c for c in self.commands(self.BAR) if c.fit_to_show or not presenting}
        self.query_one(KeyBar).show_commands([commands[n] for n in self.BAR if n in commands])

    # Saving

    async def save(self, edit: Edit, said: str = "") -> None:
        """Save an edit; on return it is on disk and shown on every screen."""
        await self.desk.save(edit)
        self.say_saved(said, edit.label)

    def say_saved(self, said: str, label: str = "") -> None:
        """Say what was saved, in words or by the label of its edit, and where if there are several communities."""
        name = self.session.all_groups.profile.name if len(self.desk.communities) > 1 else ""
        if said:
            self.say(tr("{name}: {said}", name=name, said=said) if name else said)
        elif name:
            self.say(tr("Saved in {name}: {label}", name=name, label=label))
        else:
            self.say(tr("Saved: {label}", label=label))

    async def ask(
        self,
        prompt: str,
        accept: asking.Accept,
        *,
        initial: str = "",
        hint: str = "",
        draft: str = "",
        completes: str = "",
        optional: bool = False,
        chips: Sequence[asking.Chip] = (),
        replaces: bool = False,
    ) -> None:
        """Ask for a line; `accept` saves it, and an error it raises is shown beside the text."""
        await self.desk.go.open(
            asking.OneLine(
                prompt, accept, initial, hint, draft, completes, optional, chips, replaces=replaces
            )
        )

    async def leave(self) -> None:
        """Go back to the previous screen, or ask whether to quit."""
        if self.leads_out:
            await self.desk.go.open(places.Leave())
        else:
            self.desk.go.back()

    def close(self) -> None:
        """Close this screen and whatever stands on it."""
        while self in self.app.screen_stack:
            self.app.pop_screen()

    def community_changed(self) -> None:
        """Show the session's new community here, or start working it out."""

    def show_rest(self) -> None:
        """Show what the first rows did not wait for."""

    def show_levels(self) -> None:
        """Show levels: they are known from now on."""

    def tell_faults(self) -> None:
        """Report what could not be read, now that the whole file was."""

    def in_parts(self) -> Iterator[None]:
        """Show the community in parts, if it takes long; others get their turn in between."""
        self.community_changed()
        yield
