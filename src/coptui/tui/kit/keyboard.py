"""What a terminal sends, as events; there are no bytes that stop it.

Textual's parser ends at a key code beyond Unicode, waits for ever for the end of a paste that has
none, and takes what follows an Escape inside a paste for keys. Here such a key is dropped, a paste
is text whatever it holds, and it ends when nothing comes any more. What a terminal answers to
another program's question, such as its colours, comes as if it were typed: it is no key either.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.geometry import Size
from textual.keys import Keys
from textual.message import Message

PASTE_AT_MOST = 20_000
"""Characters of one paste that are kept; the longest text that coptui takes has 8,000."""

PASTE_WAITS = 2.0
"""Seconds without a byte until a paste counts as ended."""

HELD_AT_MOST = 0.05
"""Seconds for which an Escape is kept back, as it may begin the mark of a paste."""

ANSWER_WAITS = 0.5
"""Seconds without a byte until a long answer counts as ended."""

_ANSWER = re.compile(r"\x1b\[(?!48;|\?2026;|\?2048;)[?>=]?[\d;]*(?:[cnRxt]|\$y)")
"""What a terminal is, where its cursor is, which modes it knows; but for what Textual asks."""

_LONG_ANSWER = re.compile(r"\x1b(?:\]\d|P[\d>!$+]|_G)")
"""How an answer begins that ends with a bell or a string terminator (colours, its name)."""

_END = re.compile(r"\x07|\x1b\\|\x9c")

_UNFINISHED = re.compile(r"\x1b(?:[\]P_]|\[[?>=]?[\d;]*\$?)?\Z")
"""The end of some text that may be the beginning of an answer, or of the mark of a paste."""

WIDEST, HIGHEST = 1000, 500
"""Cells and lines that are drawn at most, whatever size a terminal claims to have."""


class Keyboard:
    """Bytes from a terminal to events. Times are seconds of a steady clock."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._textual = _Parser()
        self._held = ""
        self._pasting = False
        self._answering = False
        self._pasted: list[str] = []
        self._room = PASTE_AT_MOST
        self._last = 0.0

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """The events in some bytes that came at `now`."""
        self._last = now
        text = self._held + self._decoder.decode(data)
        self._held = ""
        while text:
            mark = BRACKETED_PASTE_END if self._pasting else BRACKETED_PASTE_START
            before, marked, text = text.partition(mark)
            if self._pasting:
                if not marked:
                    # A mark may be only half here.
                    self._held = _beginning_of(mark, before)
                    before = before[: len(before) - len(self._held)]
                self._keep(before)
            else:
                before = self._without_answers(before)
                if not marked and (unfinished := _UNFINISHED.search(before)):
                    self._held = unfinished[0]
                    before = before[: unfinished.start()]
                yield from self._keys(before)
            if marked and self._pasting:
                yield self._paste()
            elif marked:
                self._pasting = True

    def tick(self, now: float) -> Iterator[Message]:
        """What is due although nothing came: a lone Escape, the end of a paste."""
        quiet = now - self._last
        if self._pasting:
            if quiet >= PASTE_WAITS:
                self._keep(self._held)
                self._held = ""
                yield self._paste()
            return
        if self._answering and quiet >= ANSWER_WAITS:
            self._answering = False
        if self._held and quiet >= HELD_AT_MOST:
            held, self._held = self._held, ""
            # The beginning of an answer that did not go on is no key that means anything here.
            yield from self._keys("" if held in ("\x1b]", "\x1bP", "\x1b_") else held)
        yield from self._textual.tick()

    def _without_answers(self, text: str) -> str:
        """Return what was typed, without what the terminal answered to somebody's question."""
        typed = ""
        while text:
            if self._answering:
                end = _END.search(text)
                if end is None:
                    # An end in two bytes may be only half here.
                    return typed + ("\x1b" if text.endswith("\x1b") else "")
                self._answering, text = False, text[end.end() :]
                continue
            begin = _LONG_ANSWER.search(text)
            before, text = (text[: begin.start()], text[begin.end() :]) if begin else (text, "")
            typed += _ANSWER.sub("", before)
            self._answering = begin is not None
        return typed

    def _keys(self, text: str) -> Iterator[Message]:
        if not text:
            # The parser takes an empty text for the end of all input.
            return
        # What is typed before the terminal is ours comes as lines: Enter is then a line feed.
        text = text.replace("\n", "\r")
        try:
            for message in self._textual.feed(text):
                yield _sized(message) if isinstance(message, events.Resize) else message
        except Exception:
            # The parser cannot go on after an error of its own; a new one can.
            self._textual = _Parser()

    def _keep(self, text: str) -> None:
        text = text[: self._room]
        self._room -= len(text)
        self._pasted.append(text)

    def _paste(self) -> events.Paste:
        text = "".join(self._pasted)
        self._pasting, self._pasted, self._room = False, [], PASTE_AT_MOST
        return events.Paste(text.replace("\x00", ""))


class _Parser(XTermParser):
    """Textual's parser, but for key codes that mean no character."""

    def _parse_extended_key(  # type: ignore[override]
        self, sequence: str
    ) -> list[events.Key] | None:
        try:
            keys: list[events.Key] | None = super()._parse_extended_key(sequence)
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, sequence)]
        for key in keys or ():
            if key.character and any("\ud800" <= sign <= "\udfff" for sign in key.character):
                return [events.Key(Keys.Ignore, sequence)]
        return keys


def within(width: int, height: int) -> tuple[int, int]:
    """A terminal's size as it is drawn: at least one cell, at most WIDEST by HIGHEST."""
    return min(max(1, width), WIDEST), min(max(1, height), HIGHEST)


def _sized(resize: events.Resize) -> events.Resize:
    size = Size(*within(*resize.size))
    return events.Resize(size, size, size, resize.pixel_size)


def _beginning_of(mark: str, text: str) -> str:
    """The longest end of a text with which a mark could begin."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:length]):
            return mark[:length]
    return ""
