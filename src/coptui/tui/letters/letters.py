"""Letters before they are sent: each can be read, and sending asks first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast

from coptui.config import load
from coptui.core.letters.kinds import BY_ID
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event
from coptui.core.model.sentences import NO_LETTER
from coptui.core.model.text import as_sentence, show
from coptui.errors import CoptError, UsageError
from coptui.exchange.tables.progress import Progress, Stopped
from coptui.language import tr
from coptui.letters.account import SET_IT_UP, Account, account_of
from coptui.letters.carriers import Carrier, Folder, carrier_of
from coptui.letters.draft import event_for
from coptui.letters.posting import Prepared, post, prepare, said_after
from coptui.letters.sending import Report, SettledAs
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, Tone
from coptui.tui.letters.letters_rows import letter_rows, letters_rows, states_of
from coptui.tui.shell import asking
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen


class LettersScreen(ListScreen):
    """The people above, the letter to the one under the cursor below.

    Leaving the screen ends a sending that goes on; the next one goes on where it stopped.
    """

    WHERE = ("letters", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("send-letters", "save-letters", "again-letters", "leave", "help")
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")

    def __init__(
        self, desk: Desk, kind: str, event: int | None, people: Sequence[int] | None
    ) -> None:
        super().__init__(desk)
        self._kind = BY_ID[kind]
        self._people = list(people) if people is not None else None
        chosen = self.session.community.events.get(event or 0)
        if chosen is None and not (kind == "thanks" and self._people is not None):
            chosen = event_for(self.session, self._kind, "")
        self._event_id = chosen.id if chosen is not None else None
        self._again = False
        self._prepared: Prepared | None = None

    def _event(self) -> Event | None:
        return self.session.community.events.get(self._event_id or 0)

    def _prepare(self, *, safe: bool = False) -> Prepared:
        self._prepared = prepare(
            self.session, self._kind, state=self.desk.state, event=self._event(),
            listed=self._people, again=self._again, safe=safe,
        )  # fmt: skip
        return self._prepared

    def is_gone(self) -> bool:
        return self._event_id is not None and self._event() is None

    def heading(self) -> Heading:
        event, name = self._event(), self._kind.name
        about = show(label_of(event)) if event is not None else ""
        if self._prepared is None:
            return Heading(as_sentence(name), about)
        state = self._prepared.state
        many = counted(len(state.to_send), "{count} letter to send", "{count} letters to send")
        if state.done:
            many = tr(
                "{letters_to_send}, {count} already sent or saved",
                letters_to_send=many,
                count=len(state.done),
            )
        return Heading(as_sentence(name), f"{about}  {many}".strip())

    def work_out(self) -> None:
        self.long_work.begin(tr("writing"), lambda _: self._prepare(), lambda _: self._written())

    def _written(self) -> None:
        self.show()
        named = self._prepared.draft.named if self._prepared is not None else ()
        if named:
            names = ", ".join(show(member.name) for member in named)
            self.say(tr("Read the letters first: they may mention {names}, who asked not to be contacted.", names=names), "warn")  # fmt: skip

    def rows(self) -> Rows | None:
        return letters_rows(self._prepared) if self._prepared else None

    def detail_rows(self, width: int) -> Rows:
        if self._prepared is None:
            return Rows()
        return letter_rows(self._prepared.draft, cast("int | None", self.list.key), width)

    # Sending

    def _account(self) -> Account:
        if self.desk.folders is None:
            raise UsageError(tr("Sending letters isn't set up yet."), SET_IT_UP)
        folder = self.desk.folders.config
        return account_of(load(folder).mail, folder)

    async def action_send_letters(self) -> None:
        account = self._account()
        carrier, prepared = carrier_of(account), self._prepare()
        many = len(prepared.state.to_send)
        if not many:
            raise UsageError(NO_LETTER, tr("Press a to write another letter to everyone."))

        async def go() -> None:
            self._post(carrier, account, {})

        question = tr(
            "Send {letters} from {sender}?",
            letters=counted(many, "{count} letter", "{count} letters"),
            sender=account.sender,
        )
        await self.desk.go.open(asking.yes_or_no(question, go))

    async def action_save_letters(self) -> None:
        account = self._account()

        async def accept(text: str) -> asking.Then:
            folder = Path.cwd() / Path(text).expanduser()

            async def go() -> None:
                self._post(Folder(folder), account, {})

            return go

        day = self.session.today.isoformat()
        await self.ask(tr("Save the letters in"), accept, initial=f"{day}-{self._kind.id}", replaces=True, hint=tr("A new folder will be made in {folder}", folder=Path.cwd()))  # fmt: skip

    def action_again_letters(self) -> None:
        self._again = True
        self.work_out()

    async def action_settle_letter(self) -> None:
        member = cast("int | None", self.list.key)
        prepared = self._prepared
        if prepared is None or member is None or states_of(prepared).get(member) != "unknown":
            raise UsageError(
                tr("There is nothing to ask: coptui knows whether this letter was sent.")
            )
        account = self._account()
        name = next(each.name for each in prepared.draft.letters if each.member == member)

        async def settle(said: SettledAs) -> None:
            self._post(carrier_of(account), account, {member: said})

        await self.desk.go.open(
            asking.Question(
                tr("Send the letter to {name} again? Press n if it was sent.", name=show(name)),
                "question",
                {"answer-yes": partial(settle, "again"), "answer-no": partial(settle, "sent")},
            )
        )

    async def _was_left(self) -> None:
        await self.desk.show_changed()
        self.desk.go.say(tr("Stopped. To send the rest, start the same letter again."), "warn")

    def _post(self, carrier: Carrier, account: Account, settled: dict[int, SettledAs]) -> None:
        prepared = self._prepare(safe=carrier.repeats_safely)
        state = self.desk.state
        session, loop, again = self.session, asyncio.get_running_loop(), self._again
        # One letter that is settled is no reason to send all others.
        draft = prepared.draft.only(settled) if settled else prepared.draft

        def work(told: Progress) -> Report:
            def said(what: str, share: float) -> None:
                told(
                    f"{tr('sending') if carrier.leaves == 'send' else tr('writing')} {what}", share
                )

            try:
                return post(session, draft, carrier, account, state=state, again=again, settled=settled, told=said)  # fmt: skip
            except Stopped:
                # The screen was left: what was sent until then is noted, and shown elsewhere.
                asyncio.run_coroutine_threadsafe(self._was_left(), loop)
                raise
            except CoptError as error:
                return Report(stopped=error)

        did = tr("Sent") if carrier.leaves == "send" else tr("Written")

        def done(report: Report) -> None:
            self._again = False
            tone: Tone = "bad" if report.stopped or report.not_noted or report.refused else "good"
            self.say(" ".join(said_after(draft, report, did)), tone)
            self.run_worker(self.desk.show_changed())

        self.long_work.begin(tr("sending"), work, done)
