"""Bytes from a terminal: no byte, paste or size stops the program."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from coptui.tui.kit.keyboard import HIGHEST, PASTE_AT_MOST, PASTE_WAITS, WIDEST, Keyboard

BEGIN, END = b"\x1b[200~", b"\x1b[201~"


def keys(messages) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


def pastes(messages) -> list[str]:
    return [message.text for message in messages if isinstance(message, events.Paste)]


# The keyboard by itself

ODD = [b"\x1b", b"[", b"200~", b"201~", BEGIN, END, b"\x1b[99999999999u", b"\xff", b"M", b"<", b";"]


@given(
    st.lists(st.sampled_from([b"\x1b", b"\x03", b"\r", b"\x08", b"\x13"]), max_size=12), st.data()
)
def test_an_escape_takes_no_key_with_it_however_packets_are_cut(typed, data) -> None:
    """On a slow line Esc and the key after it arrive together."""
    whole, keyboard, arrived = b"".join(typed), Keyboard(), []
    while whole:
        many = data.draw(st.integers(1, len(whole)))
        arrived += keyboard.feed(whole[:many], 0.0)
        whole = whole[many:]
    arrived += keyboard.tick(PASTE_WAITS)
    names = {b"\x03": "ctrl+c", b"\r": "enter", b"\x08": "backspace", b"\x13": "ctrl+s"}
    assert [key for key in keys(arrived) if key != "escape"] == [
        names[key] for key in typed if key != b"\x1b"
    ]


@given(st.lists(st.binary(max_size=12) | st.sampled_from(ODD), max_size=30))
def test_after_any_bytes_it_still_takes_a_key(pieces) -> None:
    keyboard = Keyboard()
    now = 0.0
    for piece in pieces:
        list(keyboard.feed(piece, now))
        list(keyboard.tick(now))
    found = []
    for _ in range(4):
        now += PASTE_WAITS
        found += keyboard.tick(now)
    # An escape sequence that was begun may still take a few letters.
    found += keyboard.feed(b"j" * 40, now)
    assert "j" in keys(found)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), st.data())
def test_a_paste_is_one_text_however_its_bytes_are_cut(text, data) -> None:
    text = text.replace("\x1b[201~", "")
    sent = BEGIN + text.encode() + END + b"k"
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=6)))
    keyboard = Keyboard()
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        found += keyboard.feed(sent[start:end], 0.0)
    assert pastes(found) == [text]
    assert keys(found) == ["k"]


def test_what_follows_an_escape_in_a_paste_is_no_key() -> None:
    found = list(Keyboard().feed(BEGIN + b"\x1b[Aq\x1b[B" + b"D" * 40 + END, 0.0))
    assert keys(found) == []
    assert pastes(found) == ["\x1b[Aq\x1b[B" + "D" * 40]


def test_a_paste_without_an_end_ends_when_nothing_comes() -> None:
    keyboard = Keyboard()
    assert list(keyboard.feed(BEGIN + b"half", 0.0)) == []
    assert list(keyboard.tick(PASTE_WAITS / 2)) == []
    assert pastes(keyboard.tick(PASTE_WAITS)) == ["half"]
    assert keys(keyboard.feed(b"q", PASTE_WAITS)) == ["q"]


def test_a_paste_is_bounded() -> None:
    keyboard = Keyboard()
    for _ in range(1000):
        list(keyboard.feed(BEGIN + b"x" * 4096, 0.0))
    assert [len(text) for text in pastes(keyboard.feed(END, 0.0))] == [PASTE_AT_MOST]


def test_an_escape_alone_arrives_a_moment_later() -> None:
    keyboard = Keyboard()
    found = list(keyboard.feed(b"\x1b", 0.0))
    for now in (0.1, 0.2, 0.3):
        found += keyboard.tick(now)
    import time

    end = time.monotonic() + 5
    while not keys(found) and time.monotonic() < end:
        found += keyboard.tick(1.0)
    assert keys(found) == ["escape"]


@pytest.mark.parametrize(
    "sent", [b"\x1b[1114112u", b"\x1b[99999999999u", b"\x1b[55296;;55296u", b"\x1b[97;9:9:9;:u"]
)
def test_a_key_code_that_is_no_character_is_dropped(sent) -> None:
    found = list(Keyboard().feed(sent + b"j", 0.0))
    assert keys(found)[-1:] == ["j"]
    assert not any("\ud800" <= sign <= "\udfff" for key in keys(found) for sign in key)


@pytest.mark.parametrize(
    ("sent", "size"),
    [
        (b"\x1b[48;99999;99999;1;1t", (WIDEST, HIGHEST)),
        (b"\x1b[48;0;0;0;0t", (1, 1)),
        (b"\x1b[48;50;132;1;1t", (132, 50)),
    ],
)
def test_a_size_is_one_that_can_be_drawn(sent, size) -> None:
    found = list(Keyboard().feed(sent, 0.0))
    assert [tuple(message.size) for message in found] == [size]


# The program in its terminal


@pytest.fixture
def home_screen(start, circle):
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    return terminal


def still_answers(terminal) -> None:
    """It runs, finds what is typed, and has not told of any fault."""
    terminal.press("g")
    terminal.wait_for("Go to")
    terminal.type("wesl")
    terminal.wait_for("Night shift")
    terminal.press("enter")
    terminal.wait_for("a mentor")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    terminal.given_back()
    assert b"Traceback" not in terminal.sent


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff",
        b"\xc3\x28\xa0\xa1\xf8\x88\x80\x80\x80",
        b"\x1b[1114112u",
        b"\x1b[99999999999999u",
        b"\x1b[55296;;55296u",
        b"\x1b[<0;99999999;99999999M\x1b[<0;99999999;99999999m",
        b"\x1b[M\xff\xff\xff",
        b"\x1b[48;99999;99999;9;9t",
        b"\x1b[48;0;0;0;0t\x1b[48;24;80;9;9t",
        b"\x1b[?2026;2$y\x1b[99999;99999R",
        b"\x1b[?62;1;2c\x1bP>|term\x1b\\",
    ],
)
def test_odd_bytes_leave_it_alive(home_screen, sent) -> None:
    os.write(home_screen.descriptor, sent)
    home_screen.read(quiet=0.3)
    if b"\x1b[48;99999" in sent:
        os.write(home_screen.descriptor, b"\x1b[48;24;80;9;9t")
        home_screen.read(quiet=0.3)
    # Whatever a sequence without an end still takes, it takes from these.
    home_screen.press(*["\x15", "backspace"] * 40)
    still_answers(home_screen)


def test_a_paste_that_never_ends_takes_keys_for_two_seconds_at_most(home_screen) -> None:
    os.write(home_screen.descriptor, BEGIN + b"and so on and so on")
    home_screen.read(quiet=PASTE_WAITS + 0.5, limit=PASTE_WAITS + 1)
    still_answers(home_screen)


def send(terminal, data: bytes) -> None:
    """Much at once, reading what comes meanwhile, as a terminal does."""
    for place in range(0, len(data), 1024):
        os.write(terminal.descriptor, data[place : place + 1024])
        terminal.read(quiet=0, limit=1)


@pytest.mark.parametrize("key", ["n", "t", "f", "/", "g"])
def test_a_paste_of_60_kilobytes_is_bounded(home_screen, circle, key) -> None:
    home_screen.press(key)
    home_screen.wait_for({"/": "/", "g": "Go to"}.get(key, "Enter save"))
    send(home_screen, BEGIN + "päste \x1b]0;title\x07\u202e ".encode() * 3000 + END)
    home_screen.wait_for("päste")
    home_screen.read(quiet=0.5)
    assert b"\x1b]0;" not in home_screen.sent
    assert "\u202e".encode() not in home_screen.sent
    home_screen.press("ctrl+c")
    assert home_screen.wait(5) == 0
    assert circle.stat().st_size < 2000


def test_a_long_pasted_note_is_saved_bounded_and_clean(home_screen, circle) -> None:
    home_screen.press("n")
    home_screen.wait_for("Enter save")
    send(home_screen, BEGIN + b"word \x1b[31m" * 6000 + END)
    home_screen.wait_for("word [31m")
    home_screen.press("enter")
    home_screen.wait_for("Noted: Ilse Brandt")
    assert circle.stat().st_size < 40_000
    assert b"\\u001b" not in circle.read_bytes()


def test_any_size_is_lived_through(home_screen) -> None:
    for columns, lines in [(1, 1), (500, 200), (65535, 65535), (2, 2), (40, 10), (1, 24), (80, 24)]:
        home_screen.resize(columns, lines)
        home_screen.read(quiet=0.2, limit=3)
        home_screen.press("j", "k", "tab")
    for columns, lines in [(1, 1), (500, 200), (80, 24)]:
        home_screen.press("c")
        home_screen.resize(columns, lines)
        home_screen.read(quiet=0.2, limit=3)
        home_screen.press("q")
    home_screen.press("1")
    home_screen.wait_for("Members 3")
    still_answers(home_screen)


def test_a_size_that_came_back_is_drawn_again(home_screen) -> None:
    """A terminal that shrinks cuts off what it shows, even if it grows again at once."""
    home_screen.read()
    for _ in range(5):
        home_screen.resize(40, 10)
        home_screen.resize(80, 24)
        home_screen.wait_for("Members 3")
        home_screen.read(quiet=0.2)


def test_200_sizes_quickly(home_screen) -> None:
    for number in range(200):
        home_screen.resize(60 + number % 70, 10 + number % 30)
        home_screen.read(quiet=0, limit=1)
    home_screen.resize(80, 24)
    home_screen.kill(signal.SIGWINCH)
    home_screen.wait_for("Members 3")
    still_answers(home_screen)


# What a terminal answers to a question that is not ours

ANSWERS = [
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    b"\x1b]52;c;cXVpdA==\x07",
    b"\x1b[?62;22;52c",
    b"\x1b[>1;10;0c",
    b"\x1b[24;80R",
    b"\x1b[1;1R",
    b"\x1b[0n",
    b"\x1b[?1;2$y",
    b"\x1b[8;24;80t",
    b"\x1b[2;1;1;128;128;1;0x",
    b"\x1bP>|XTerm(390)\x1b\\",
    b"\x1bP1$r0;1m\x1b\\",
    b"\x1bP1+r436f=323536\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b[?0u",
    b"\x1b[?31u",
    b"\x1b[?1;0;256S",
    b"\x1b[>4;2m",
    b"\x1b[?997;1n",
    b"\x1b]l title\x1b\\",
    b"\x1b]LX\x1b\\",
]


private = st.from_regex(rb"\x1b\[[?>=][0-9;:]{0,8}[ -/]?[@-~]", fullmatch=True)


@given(private)
def test_what_is_marked_as_the_terminals_own_is_no_key(sent) -> None:
    assert keys(Keyboard().feed(b"j" + sent + b"k", 0.0)) == ["j", "k"]


@given(st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=4), st.data())
def test_what_a_terminal_answers_is_no_key(answers, data) -> None:
    sent = b"j" + b"".join(answers) + b"k"
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=5)))
    keyboard, seen, now = Keyboard(), [], 0.0
    for first, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        seen += keyboard.feed(sent[first:end], now)
        now += 0.01
        seen += keyboard.tick(now)
    seen += keyboard.tick(now + 1)
    assert keys(seen) == ["j", "k"]


@given(st.sampled_from(ANSWERS), st.integers(2, 40))
def test_an_answer_without_an_end_takes_keys_for_half_a_second_at_most(answer, length) -> None:
    keyboard = Keyboard()
    list(keyboard.feed(answer[:length], 0.0))
    list(keyboard.tick(0.3))
    list(keyboard.tick(1.0))
    # What the parser has of a beginning it gives up by the real clock.
    keyboard._textual = type(keyboard._textual)()
    assert keys(keyboard.feed(b"j", 1.1)) == ["j"]


def test_the_keys_of_cursors_are_still_keys() -> None:
    keyboard = Keyboard()
    seen = list(keyboard.feed(b"\x1b[A\x1b[B\x1b[5~\x1b[1;5C\x1b[Z", 0.0))
    assert keys(seen) == ["up", "down", "pageup", "ctrl+right", "shift+tab"]


def test_the_mouse_is_asked_for_clicks_alone(home_screen) -> None:
    assert b"\x1b[?1000h" in home_screen.sent and b"\x1b[?1006h" in home_screen.sent
    assert b"\x1b[?1003h" not in home_screen.sent and b"\x1b[?1002h" not in home_screen.sent
    os.write(home_screen.descriptor, b"\x1b[<0;5;6M\x1b[<0;5;6m")
    home_screen.wait_for("since 2024")
    still_answers(home_screen)
