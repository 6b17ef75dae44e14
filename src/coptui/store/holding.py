"""Which documents hold some words, or could: told from their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from coptui.core.model.text import fold
from coptui.store.codec import AT_ONCE
from coptui.store.documents import Document


class Holding:
    """Which documents contain some texts, or could: without decoding them, and so in a fraction of
    the time."""

    def __init__(self, texts: Sequence[str], *, folded: bool) -> None:
        self._texts = [(text, text.encode()) for text in texts]
        self._folded = folded
        self._fold = cache(lambda piece: fold(piece.decode()))

    def among(self, documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
        """Yield the keys of those."""
        rest = iter(documents)
        while some := list(islice(rest, AT_ONCE)):
            whole = b"\n".join([document for _, document in some])
            if (self._folded and not whole.isascii()) or self._may_hold(whole):
                yield from (key for key, document in some if self._may_hold(bytes(document)))

    def _may_hold(self, body: bytes) -> bool:
        plain = body.lower() if self._folded else body
        for text, sought in self._texts:
            if sought in plain or b"\\" in body:
                continue
            if not self._folded or body.isascii():
                return False
            # Other letters than English ones are folded with the text that they stand in.
            others = [piece for piece in body.split(b'"') if not piece.isascii()]
            if not any(text in self._fold(piece) for piece in others):
                return False
        return True
