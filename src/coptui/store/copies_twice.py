"""What would be lost of a copy that names something twice."""

from __future__ import annotations

from coptui.core.model.sentences import FIX_IN_AN_EDITOR
from coptui.errors import DataInvalid
from coptui.language import tr
from coptui.store.layout import duplicates


def refuse_twice(data: bytes, where: str, doing: str) -> None:
    """Raise DataInvalid if a name appears twice in one place of a file: one of the two would go."""
    if twice := duplicates(data):
        places = "; ".join(" ".join(filter(None, place)) for place in twice[:5])
        raise DataInvalid(
            tr(
                "{where} contains something twice, and {doing} would lose one of them: {places}.",
                where=where,
                doing=doing,
                places=places,
            ),
            FIX_IN_AN_EDITOR,
        )
