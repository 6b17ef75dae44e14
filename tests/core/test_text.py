"""Text from people: cleaned on the way in, safe on the way out, folded for comparing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.text import MARKS_AT_MOST, clean, fold, fold_all, show

NASTY = (
    "\x00\x07\x1b\x7f\x85\x9b\u061c\u200d\u200e\u202e\u2066\u2069\u2028\ufeff\r\n\t\v \u0301\u0308"
)
texts = st.text(st.one_of(st.characters(), st.sampled_from(NASTY)))
BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x2070), 0x061C, 0x200E, 0x200F}


def dangerous(letter: str) -> bool:
    code = ord(letter)
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or code in BIDI
        or code in (0x2028, 0x2029)
    )


def tallest(text: str) -> int:
    """The most combining marks on one letter, whatever invisible stands between them."""
    most = run = 0
    for letter in text:
        kind = unicodedata.category(letter)
        run = run + 1 if kind in ("Mn", "Me") else run if kind == "Cf" else 0
        most = max(most, run)
    return most


@given(texts)
def test_shown_text_is_safe_and_stays_as_it_is(text: str) -> None:
    shown = show(text)
    assert not any(map(dangerous, shown))
    assert tallest(shown) <= MARKS_AT_MOST
    assert show(shown) == shown
    assert len(shown) <= len(text)


@given(texts)
def test_shown_lines_keep_their_breaks_alone(text: str) -> None:
    shown = show(text, lines=True)
    assert not any(dangerous(letter) for letter in shown if letter != "\n")
    assert show(shown, lines=True) == shown
    assert shown.count("\n") == text.count("\n")


@given(texts, st.booleans(), st.one_of(st.none(), st.integers(0, 40)))
def test_clean_text_is_nfc_bounded_and_stays_as_it_is(
    text: str, lines: bool, limit: int | None
) -> None:
    kept = clean(text, limit, lines=lines)
    assert clean(kept, limit, lines=lines) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert limit is None or len(kept) <= limit
    assert kept == kept.strip()
    assert not any(dangerous(letter) for letter in kept if not (lines and letter == "\n"))
    assert show(kept, lines=lines) == kept


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_passes_untouched(text: str) -> None:
    assert show(text) is text
    assert clean(text) == " ".join(part for part in text.split(" ") if part)
    assert fold(text) == " ".join(text.lower().split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("bell\x07", "bell␇"),
        ("del\x7f", "del␡"),
        ("a\x9bb", "a\ufffdb"),
        ("a\u202eb", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        ("a\tb\r\nc\nd", "a b c d"),
        ("a\rb", "a␍b"),
        ("👩‍💻 and 👨‍👩‍👧", "👩‍💻 and 👨‍👩‍👧"),
        ("❤️‍🔥", "❤️‍🔥"),
        ("שלום José 山田", "שלום José 山田"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert show(text) == shown


def test_windows_line_breaks_are_shown_as_line_breaks() -> None:
    assert show("a\r\nb", lines=True) == "a\nb"


def test_a_tower_of_accents_is_cut_to_four() -> None:
    assert show("Z" + "\u0301" * 40 + "x") == "Z" + "\u0301" * 4 + "x"
    assert tallest(show("Z" + "\u0301\u200d" * 40)) == 4
    assert clean("Z" + "\u0335" * 9) == "Z" + "\u0335" * 4


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  two   words\t", "two words"),
        ("one\nline", "one line"),
        ("soft\x0bbreak\u2028here", "soft break here"),
        ("e\u200e\u0301", "é"),
        ("a\x1bb\u202ec", "abc"),
        ("x\ud83d", "x"),
    ],
)
def test_what_is_kept(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_line_breaks_of_every_kind_are_kept_as_one() -> None:
    assert clean("a\r\nb\rc\u2028d  \n", lines=True) == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sørensen", "sorensen"),
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Ærø", "aero"),
        ("Groß", "gross"),
        ("José  DÍAZ", "jose diaz"),
        ("İstanbul ılık", "istanbul ilik"),
        ("Þóra", "thora"),
        ("O’Brien", "o'brien"),
        ("山田 太郎", "山田 太郎"),
        ("김민수", "김민수"),
        ("محمد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("علی\u200cرضا", "علیرضا"),
        ("Ｆｕｌｌ", "full"),
    ],
)
def test_what_is_compared(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.lists(st.text("aB |.@\tÉłß\u200b", max_size=6), max_size=8) | st.lists(st.text()))
def test_many_are_folded_as_each_is(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


def test_many_more_are_folded_as_each_is() -> None:
    texts = [
        f"Ann  {n}" if n == 700 else f"Ann É{n}" if n > 1200 else f"ANN {n}" for n in range(1500)
    ]
    assert fold_all(texts) == [fold(text) for text in texts]
