"""The themes: one dark and one light of ours, the terminal's own colours, and none at all."""

from __future__ import annotations

from functools import cache
from typing import Literal

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from coptui.tui.kit.rows import Tone

# Textual's own styles ask for these in a theme that uses the terminal's colours.
ANSI = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "border": "ansi_default",
    "border-blurred": "ansi_default",
    "input-cursor-background": "ansi_bright_white",
    "input-cursor-foreground": "ansi_black",
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_bright_black",
    "input-selection-foreground": "ansi_default",
    "screen-selection-background": "ansi_bright_black",
    "screen-selection-foreground": "ansi_default",
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "block-hover-background": "ansi_default",
    **{
        f"scrollbar{part}": "ansi_default"
        for part in (
            "",
            "-hover",
            "-active",
            "-background",
            "-corner-color",
            "-background-hover",
            "-background-active",
        )
    },
}


def theme_of(name: str, *, dark: bool, ansi: bool = False, **colours: str) -> Theme:
    tones = ("quiet", "heading", "link", "cursor", "field")
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=colours["accent"],
        secondary=colours["heading"],
        accent=colours["accent"],
        warning=colours["warn"],
        error=colours["bad"],
        success=colours["good"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["cursor"],
        boost=colours["ground"],
        variables={
            **{f"tone-{tone}": colours[tone] for tone in tones},
            "input-cursor-background": colours["text"],
            "input-cursor-foreground": colours["ground"],
            "input-cursor-text-style": "none",
            "input-selection-background": colours["cursor"],
            **(ANSI if ansi else {}),
        },
    )


THEMES: dict[str, Theme] = {
    "evening": theme_of(
        "evening",
        dark=True,
        text="#d7d3ca",
        ground="#1b1d22",
        quiet="#878787",
        heading="#d7af87",
        accent="#87afaf",
        link="#afc7d7",
        cursor="#303338",
        field="#26282d",
        warn="#d7af5f",
        bad="#d78787",
        good="#87af87",
    ),
    "morning": theme_of(
        "morning",
        dark=False,
        text="#303030",
        ground="#faf8f4",
        quiet="#767676",
        heading="#875f00",
        accent="#005f5f",
        link="#1f4f7f",
        cursor="#e4e4da",
        field="#efece4",
        warn="#875f00",
        bad="#af0000",
        good="#005f00",
    ),
    "terminal": theme_of(
        "terminal",
        dark=True,
        ansi=True,
        text="ansi_default",
        ground="ansi_default",
        quiet="ansi_bright_black",
        heading="ansi_yellow",
        accent="ansi_cyan",
        link="ansi_default",
        cursor="ansi_default",
        field="ansi_default",
        warn="ansi_yellow",
        bad="ansi_red",
        good="ansi_green",
    ),
    "mono": theme_of(
        "mono",
        dark=True,
        ansi=True,
        **dict.fromkeys(
            (
                "text",
                "ground",
                "quiet",
                "heading",
                "accent",
                "link",
                "cursor",
                "field",
                "warn",
                "bad",
                "good",
            ),
            "ansi_default",
        ),
    ),
}


INKS: dict[str, str] = {
    "plain": "foreground",
    "strong": "foreground",
    "accent": "accent",
    "good": "success",
    "warn": "warning",
    "bad": "error",
}
"""The theme colour of each tone; all others are the theme's variables `tone-<name>`."""

WEIGHTY = frozenset({"strong", "heading", "bad"})


@cache
def style_of(theme: str, tone: Tone | Literal["cursor"], no_color: bool = False) -> Style:
    """Return how a tone is drawn; "cursor" is laid over the tones of the line that has the cursor.

    A theme that is not ours (as in a test of a single widget) counts as our first.
    """
    if no_color:
        # Without colour only weight, underline and reverse can tell things apart.
        return Style(
            bold=tone in WEIGHTY or tone == "cursor" or None,
            underline=tone == "link" or None,
            reverse=tone == "cursor" or None,
        )
    look = THEMES.get(theme) or next(iter(THEMES.values()))
    if tone == "cursor" and look.ansi:
        # The terminal's palette has no colour that is certain to be visible as a bar.
        return Style(reverse=True)
    if tone == "cursor":
        return Style(bgcolor=_colour(look.variables["tone-cursor"]))
    ink = getattr(look, INKS[tone]) if tone in INKS else look.variables[f"tone-{tone}"]
    return Style(color=_colour(ink), bgcolor=_colour(look.background), bold=tone in WEIGHTY or None)


def _colour(name: str | None) -> RichColor:
    return Color.parse(name or "ansi_default").rich_color
