"""coptui with one of its tricks taken away, to see what it buys: `python -m benchmarks --without NAME`.

A trick is an override of something of Textual's: without it, Textual does what it does by itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

CHOSEN = "COPTUI_BENCHMARKS_WITHOUT"
"""In the environment of what measures: the trick that is taken away."""


def _away(module: str, kind: str, name: str) -> None:
    from importlib import import_module

    delattr(getattr(import_module(f"coptui.tui.kit.{module}"), kind), name)


def _clock() -> None:
    os.environ["TEXTUAL_FPS"] = "60"


def _palette() -> None:
    # Read when Textual is loaded, as `coptui.tui` sets it.
    os.environ.setdefault("TEXTUAL_FPS", "1000")
    import textual.app  # noqa: F401


def _suited() -> None:
    from coptui.tui.kit.sparing import SparingApp

    suited: Any = lambda app, screen: screen  # noqa: E731
    SparingApp.suited = suited  # type: ignore[method-assign]


def _stays() -> None:
    from coptui.tui.kit import garbage

    garbage.begin = lambda: None


TRICKS: dict[str, Callable[[], None]] = {
    "cell-difference": partial(_away, "sparing", "SparingApp", "_display"),
    "drawn-once": partial(_away, "sparing", "SparingScreen", "_compositor_refresh"),
    "seen-through": partial(_away, "sparing", "SparingScreen", "render_lines"),
    "opaque-below": partial(_away, "sparing", "SparingApp", "_background_screens"),
    "focus-unpainted": partial(_away, "sparing", "SparingScreen", "focused"),
    "styled-when-shown": partial(_away, "sparing", "SparingApp", "update_styles"),
    "suited": _suited,
    "one-line-of-ground": partial(_away, "lines", "Ground", "render_lines"),
    "whole-lines": partial(_away, "lines", "LineView", "render_lines"),
    "lines-that-differ": partial(_away, "lines", "LineView", "refresh"),
    "frozen-heap": _stays,
    "quick-clock": _clock,
    "palette-left-out": _palette,
}


def main(trick: str, *arguments: str) -> None:
    """Run coptui without a trick."""
    TRICKS[trick]()
    from coptui.__main__ import main as coptui

    sys.argv = ["coptui", *arguments]
    coptui()


if __name__ == "__main__":
    main(*sys.argv[1:])
