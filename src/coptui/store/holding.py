"""Which documents hold some words, or could: told from their bytes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice

from coptui.core.model.text import fold
from coptui.store.codec import AT_ONCE
from coptui.store.documents import Document

_BETWEEN = b"\0"
"""What is put between documents that are searched together: none holds it, as no JSON may."""
_OTHER = re.compile(rb"[^\x00-\x7f]")


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
            bodies = [bytes(document) for _, document in some]
            yield from (some[place][0] for place in sorted(self._places(bodies)))

    def _places(self, bodies: Sequence[bytes]) -> Iterable[int]:
        """Return which of some documents those are: all are searched as one text."""
        whole = _BETWEEN.join(bodies)
        plain = whole.lower() if self._folded else whole
        has_others = self._folded and not whole.isascii()
        if (
            not has_others
            and b"\\" not in whole
            and any(one not in plain for _, one in self._texts)
        ):
            return ()
        ends = list(accumulate([len(body) + 1 for body in bodies]))
        could = _with(b"\\", whole, ends)
        others = [at for at, body in enumerate(bodies) if not body.isascii()] if has_others else []
        fit = set(range(len(bodies)))
        for text, sought in self._texts:
            holding = could | _with(sought, plain, ends)
            left = [place for place in others if place in fit and place not in holding]
            holding.update(place for place in left if self._has_folded(text, bodies[place]))
            fit &= holding
        return fit

    def _has_folded(self, text: str, body: bytes) -> bool:
        """Return whether a text is in one with other than English letters, once that is folded."""
        while not body.isascii() and (other := _OTHER.search(body)):
            at = other.start()
            end = body.find(b'"', at)
            if text in self._fold(body[body.rfind(b'"', 0, at) + 1 : end]):
                return True
            body = body[end:]
        return False


def _with(sought: bytes, whole: bytes, ends: list[int]) -> set[int]:
    """Return the places of the documents with these bytes, by where each of them ends."""
    places: set[int] = set()
    at = whole.find(sought)
    while at >= 0:
        place = bisect_right(ends, at)
        places.add(place)
        at = whole.find(sought, ends[place])
    return places
