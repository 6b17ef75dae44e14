"""Documents that hold some words, found in their bytes, are those found in their texts one by one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.text import fold
from coptui.store import containing
from coptui.store.containing import Containing

WORDS = st.text('abAé\u0301ßŁ가"\\\n ', max_size=6)
DOCUMENTS = st.lists(st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=2), max_size=3))
SOUGHT = st.lists(
    WORDS.map(fold).filter(lambda word: word and word.isprintable() and not {*word} & {*' "\\'}),
    min_size=1,
    max_size=2,
)


def could_hold(text: str, body: bytes, *, folded: bool) -> bool:
    """One document by itself; with an escape it could hold anything."""
    if b"\\" in body or text.encode() in (body.lower() if folded else body):
        return True
    others = (piece for piece in body.split(b'"') if not piece.isascii())
    return folded and any(text in fold(piece.decode()) for piece in others)


@pytest.mark.parametrize("folded", [True, False])
@pytest.mark.parametrize("at_once", [1, 2, 200])
@given(DOCUMENTS, SOUGHT)
def test_many_together_are_as_each_by_itself(folded, at_once, documents, sought) -> None:
    bodies = [
        json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        for document in documents
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(containing, "AT_ONCE", at_once)
        keyed = [(str(number), body) for number, body in enumerate(bodies)]
        among = list(Containing(sought, folded=folded).among(keyed))
    assert among == [
        key for key, body in keyed if all(could_hold(text, body, folded=folded) for text in sought)
    ]
