"""Turn what a terminal sends into events; no bytes can stop it.

Textual's parser fails on key codes beyond Unicode, waits for ever for the end of an unfinished
paste, and takes what follows an Escape inside a paste for keys. Here such keys are dropped,
everything in a paste is text, and a paste ends when nothing more comes. A terminal's answers to
another program's questions, such as its colours, arrive as if typed and are dropped too.
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
"""Characters kept of one paste; the longest text that coptui accepts has 8,000."""

PASTE_WAITS = 2.0
"""Seconds of silence after which a paste has ended."""

HELD_AT_MOST = 0.05
"""Seconds to hold an Escape back, as it may begin the marker of a paste."""

ANSWER_WAITS = 0.5
"""Seconds of silence after which a long answer has ended."""

_ANSWER = re.compile(
    r"\x1b\[(?:(?!48;)[\d;]*(?:[cnRxt]|\$y)|(?!\?2026;|\?2048;)[?>=][\d;:]*[ -/]*[@-~])"
)
"""Answers about the terminal, its cursor and its modes, except those that Textual asks for. No key
begins with a question mark or the like."""

_LONG_ANSWER = re.compile(r"\x1b(?:\][\dlL]|P[\d>!$+]|_G)")
"""The beginning of answers that end with a bell or a string terminator (colours, the name)."""

_END = re.compile(r"\x07|\x1b\\|\x9c")

_UNFINISHED = re.compile(r"\x1b+(?:[\]P_]|\[[?>=]?[\d;:]*[ -/]*)?\Z")
"""The end of a text that may be the beginning of an answer, or of the marker of a paste."""

_CONTROL = re.compile(r"([\x00-\x08\n-\x1a])")
"""A key with Ctrl, or Enter, which no sequence contains. Textual drops one that arrives together with
an Escape or within an unfinished sequence, as on a slow line."""

WIDEST, HIGHEST = 1000, 500
"""The most cells and lines drawn, whatever size a terminal claims to have."""


class Keyboard:
    """Bytes from a terminal, turned into events. Times are seconds of a steady clock."""

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
        """Yield the events in the bytes that arrived at `now`."""
        self._last = now
        text = self._held + self._decoder.decode(data)
        self._held = ""
        while text:
            mark = BRACKETED_PASTE_END if self._pasting else BRACKETED_PASTE_START
            before, marked, text = text.partition(mark)
            if self._pasting:
                if not marked:
                    # The marker may be only half here.
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
        """Yield what is due although nothing came: a lone Escape, or the end of a paste."""
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
            # The unfinished beginning of an answer is not a key that means anything here.
            yield from self._keys("" if held in ("\x1b]", "\x1bP", "\x1b_") else held)
        yield from self._textual.tick()

    def _without_answers(self, text: str) -> str:
        """Return what was typed, without the terminal's answers to other programs."""
        typed = ""
        while text:
            if self._answering:
                end = _END.search(text)
                if end is None:
                    # A two-byte ending may be only half here.
                    return typed + ("\x1b" if text.endswith("\x1b") else "")
                self._answering, text = False, text[end.end() :]
                continue
            begin = _LONG_ANSWER.search(text)
            before, text = (text[: begin.start()], text[begin.end() :]) if begin else (text, "")
            typed += _ANSWER.sub("", before)
            self._answering = begin is not None
        return typed

    def _keys(self, text: str) -> Iterator[Message]:
        # Keys typed before the terminal is in raw mode arrive as lines: Enter is then a line feed.
        text = text.replace("\n", "\r")
        for part in _CONTROL.split(text):
            if _CONTROL.fullmatch(part):
                # What was begun before it ends here, as in a terminal.
                self._textual = _Parser()
                yield from self._parsed(part)
                continue
            plain = part.rstrip("\x1b")
            yield from self._parsed(plain)
            if plain != part:
                yield events.Key("escape", "\x1b")

    def _parsed(self, text: str) -> Iterator[Message]:
        if not text:
            # The parser takes an empty text for the end of all input.
            return
        try:
            for message in self._textual.feed(text):
                yield _sized(message) if isinstance(message, events.Resize) else message
        except Exception:
            # After an error of its own the parser cannot go on; a new one can.
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
    """Textual's parser, made to ignore key codes that are not characters."""

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
    """Return the size to draw for a terminal: at least one cell, at most WIDEST by HIGHEST."""
    return min(max(1, width), WIDEST), min(max(1, height), HIGHEST)


def _sized(resize: events.Resize) -> events.Resize:
    size = Size(*within(*resize.size))
    return events.Resize(size, size, size, resize.pixel_size)


def _beginning_of(mark: str, text: str) -> str:
    """Return the longest end of a text that could begin a marker."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:length]):
            return mark[:length]
    return ""
