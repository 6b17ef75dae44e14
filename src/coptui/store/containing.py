"""Documents that contain some words, or could, found by their bytes alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from coptui.core.model.text import fold, spelt_otherwise
from coptui.store.documents import RawDocument

_BETWEEN = b"\0"
"""The byte between documents that are searched together; no JSON may hold it."""
_OTHER = b"\1"
"""The byte in place of every byte beyond ASCII; no JSON may hold it, either."""
AT_ONCE = 200
"""This many documents are searched together: more of them need fresh memory each time."""
_PLAIN = bytes(range(128)).lower() + _OTHER * 128


class Containing:
    """Finds documents that contain some texts, or could, without decoding them: that takes a fraction
    of the time."""

    def __init__(self, texts: Sequence[str], *, folded: bool) -> None:
        self._texts = [(text, text.encode()) for text in texts]
        self._folded = folded
        self._fold = cache(lambda piece: _every_way(piece.decode()))

    def among(self, documents: Iterable[tuple[str, RawDocument]]) -> Iterator[str]:
        """Yield the keys of the documents that contain, or could contain, every text."""
        rest = iter(documents)
        while some := list(islice(rest, AT_ONCE)):
            joined = _BETWEEN.join([document for _, document in some])
            yield from (some[position][0] for position in sorted(self._positions(joined)))

    def _positions(self, joined: bytes) -> Iterable[int]:
        """Return the positions of the matching documents in `joined`, where they are joined."""
        plain = joined.translate(_PLAIN) if self._folded else joined
        # Fold only texts that hold letters beyond ASCII: folding all takes ten times as long.
        others = list(_texts_with(_OTHER, plain)) if self._folded else []
        escaped = set(_documents_at(_occurrences(b"\\", plain), plain))
        # A name is found without its hyphens and apostrophes too.
        bare = plain.replace(b"-", b"").replace(b"'", b"") if self._folded else plain
        fit: set[int] | None = None
        for text, sought in self._texts:
            within = plain if b"-" in sought or b"'" in sought else bare
            places = set(_documents_at(_occurrences(sought, within), within))
            begins = (begin for begin, end in others if text in self._fold(joined[begin:end]))
            places.update(_documents_at(begins, plain), escaped)
            fit = places if fit is None else fit & places
            if not fit:
                break
        return fit or ()


def _every_way(text: str) -> str:
    return "\n".join((fold(text), *spelt_otherwise(text)))


def _texts_with(sign: bytes, plain: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each quoted text that contains a sign begins and ends."""
    at = plain.find(sign)
    while at >= 0:
        end = plain.find(b'"', at)
        yield plain.rfind(b'"', 0, at) + 1, end
        at = plain.find(sign, end)


def _occurrences(sought: bytes, plain: bytes) -> Iterator[int]:
    """Yield where some bytes are, once in each document."""
    at = plain.find(sought)
    while at >= 0:
        yield at
        end = plain.find(_BETWEEN, at)
        at = plain.find(sought, end) if end >= 0 else -1


def _documents_at(positions: Iterable[int], plain: bytes) -> Iterator[int]:
    """Yield the number of the document (from 0) at each of some ascending places in the text."""
    document = counted = 0
    for at in positions:
        document += plain.count(_BETWEEN, counted, at)
        counted = at
        yield document
