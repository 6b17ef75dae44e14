"""Tripwire: every private name of Textual that the kit leans on, and the source that it leans on.

Another version of Textual fails here first, with the rows to read again.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
from functools import reduce
from importlib import import_module
from typing import Any, NamedTuple

from test_textual_at_arms_length import KIT, private, private_names_of_textual

AT_MOST = 25


class Leaning(NamedTuple):
    """A private name of Textual's: in which file, why, what it buys, and the source behind it."""

    name: str
    where: str
    why: str
    buys: str
    source: str
    hash: str


TABLE = (
    Leaning(
        "_background_screens", "sparing.py",
        "Textual takes the screen below an opaque one for seen, and so for current",
        "keys and messages are for the screen that is seen; nothing below it is drawn",
        "textual.app:App._background_screens", "d925a6b094",
    ),
    Leaning(
        "_batch_count", "sparing.py",
        "what is not sent while changes are batched must not count as shown",
        "a terminal that shows what we think it shows",
        "textual.app:App.batch_update", "84f847d101",
    ),
    Leaning(
        "_check_resize", "sparing.py",
        "between a resize and its layout Textual sends what was laid out for the size before",
        "a window that was dragged looks as one that was opened so",
        "textual.app:App._check_resize", "66ccc6e5ba",
    ),
    Leaning(
        "_compositor", "frame.py, sparing.py",
        "kinds of updates, and the lines of the screen that is seen through another one",
        "only cells that differ are sent: 3 to 39 times fewer bytes",
        "textual._compositor:Compositor", "6496df3a7a",
    ),
    Leaning(
        "_compositor_refresh", "sparing.py",
        "a screen that opens is laid out several times, and each time drawn",
        "it is drawn once for all of them: no empty screen is sent first",
        "textual.screen:Screen._compositor_refresh", "7a40efe563",
    ),
    Leaning(
        "_exit", "sparing.py",
        "at the end of the program Textual draws nothing any more, without saying so to a screen",
        "a screen with something to draw then does not ask for it for ever",
        "textual.app:App.exit", "d8c06b817a",
    ),
    Leaning(
        "_refresh_layout", "sparing.py",
        "a screen lays itself out and draws once its handler is over, and that may wait for a save",
        "presenter mode hides at once what is private, also during a save that hangs",
        "textual.screen:Screen._refresh_layout", "8897154781",
    ),
    Leaning(
        "_dirty_widgets", "sparing.py",
        "what changed between the wish to draw and the drawing would be forgotten",
        "every change is seen, though a screen is drawn once for all",
        "textual.screen:Screen._on_timer_update", "421401660d",
    ),
    Leaning(
        "_disable_notifications", "sparing.py",
        "each screen would have a place for notifications, which coptui does not use",
        "two widgets fewer to style and lay out at each screen",
        "textual.screen:Screen._extend_compose", "b80043bc2e",
    ),
    Leaning(
        "_disable_tooltips", "sparing.py",
        "each screen would have a tooltip, which coptui does not use",
        "two widgets fewer to style and lay out at each screen",
        "textual.screen:Screen._extend_compose", "b80043bc2e",
    ),
    Leaning(
        "_dispatch_message", "sparing.py",
        "what goes wrong in words, in any handler, is said on the screen",
        "no error of a person's making ends the program",
        "textual.message_pump:MessagePump._dispatch_message", "f2be0916fb",
    ),
    Leaning(
        "_display", "sparing.py",
        "the one place through which all goes that is drawn",
        "only cells that differ are sent: 3 to 39 times fewer bytes",
        "textual.app:App._display", "4b78dff666",
    ),
    Leaning(
        "_enable_mouse_support", "terminal.py",
        "Textual asks for every move of the pointer",
        "nothing is sent to us while the pointer moves",
        "textual.drivers.linux_driver:LinuxDriver._enable_mouse_support", "cf01052c1f",
    ),
    Leaning(
        "_fatal_error", "program.py",
        "Textual prints a traceback with local values: texts of people",
        "a fault of ours shows one line and nothing private",
        "textual.app:App._fatal_error", "2474616cec",
    ),
    Leaning(
        "_file", "terminal.py",
        "output goes to stdout, and to nowhere once the terminal is gone",
        "an end within two seconds when the line dropped",
        "textual.drivers.linux_driver:LinuxDriver.__init__", "671887bbf9",
    ),
    Leaning(
        "_forward_event", "sparing.py",
        "a key that reached a screen below is given to the one on top",
        "no key typed ahead is lost",
        "textual.screen:Screen._forward_event", "edd1065a4a",
    ),
    Leaning(
        "_get_terminal_size", "terminal.py",
        "a terminal may claim any size",
        "sizes of a thousand by five hundred cells at most are drawn",
        "textual.drivers.linux_driver:LinuxDriver._get_terminal_size", "7e80e59356",
    ),
    Leaning(
        "_handle_exception", "program.py",
        "every fault that nobody caught comes here",
        "drafts are kept before the program ends",
        "textual.app:App._handle_exception", "baea2e7f88",
    ),
    Leaning(
        "_parse_extended_key", "keyboard.py",
        "a key code beyond Unicode ends Textual's parser",
        "no bytes end the keyboard",
        "textual._xterm_parser:XTermParser._parse_extended_key", "65eeaadaf4",
    ),
    Leaning(
        "_replace_screen", "sparing.py",
        "a screen is about to be closed: soon it can be collected",
        "the collector's walks stay below 12 ms",
        "textual.app:App._replace_screen", "6296dfc760",
    ),
    Leaning(
        "_sigtstp_application", "terminal.py",
        "Ctrl+Z waits for a save",
        "a program that is stopped holds no lock",
        "textual.drivers.linux_driver:LinuxDriver._sigtstp_application", "26c3c19ce1",
    ),
    Leaning(
        "_styles_cache", "garbage.py",
        "Textual remembers two colours for every widget that was ever drawn, and so the widget",
        "closed screens are freed",
        "textual._styles_cache:StylesCache.get_inner_outer", "d2509f3e79",
    ),
    Leaning(
        "_writer_thread", "terminal.py",
        "a thread that waits for a terminal that does not read has to be woken",
        "an end within two seconds",
        "textual.drivers._writer_thread:WriterThread", "411a9202be",
    ),
    Leaning(
        "_xterm_parser", "keyboard.py",
        "the parser of what terminals send",
        "no bytes end the keyboard, no paste is taken for keys",
        "textual._xterm_parser:XTermParser", "fc1e32fb7a",
    ),
)  # fmt: skip


def names_used() -> dict[str, set[str]]:
    """The private names of Textual's in the kit, with the files that use them."""
    used: dict[str, set[str]] = {}
    textual_s = private_names_of_textual()
    for path in sorted(KIT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
                parts = (node.module or "").split(".")
                names = [*parts, *(alias.name for alias in node.names)]
                names = [name for name in names if private(name)]
            elif isinstance(node, ast.Attribute):
                of_another = isinstance(node.value, ast.Name) and node.value.id == "os"
                names = [] if of_another else [node.attr]
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names = [node.name]
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names = [node.id]
            for name in names:
                imported = isinstance(node, ast.ImportFrom)
                if name != "_" and private(name) and (imported or name in textual_s):
                    used.setdefault(name, set()).add(path.name)
    return used


def hash_of(source: str) -> str:
    """What the source behind a row is at this version of Textual, in ten digits."""
    module, _, path = source.partition(":")
    found: Any = reduce(getattr, path.split("."), import_module(module))
    found = getattr(found, "fget", None) or found
    text = inspect.getsource(inspect.unwrap(found))
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def test_every_private_name_has_its_row_and_every_row_its_name() -> None:
    rows = {row.name: set(row.where.split(", ")) for row in TABLE}
    assert len(rows) == len(TABLE) <= AT_MOST
    assert names_used() == rows


def test_the_source_behind_each_row_is_what_it_was() -> None:
    changed = [
        f"{row.name} ({row.where}): {row.why}; it buys: {row.buys}.\n  Read {row.source}: "
        f"it was {row.hash}, it is {hash_of(row.source)}"
        for row in TABLE
        if hash_of(row.source) != row.hash
    ]
    assert not changed, "\n".join(["Textual has changed under:", *changed])
