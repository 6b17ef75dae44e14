"""What is typed where a name is asked for and is none: `2 guests`, `some visitors`, `+1`. Pure."""

from __future__ import annotations

import re

from coptui.core.model.text import fold
from coptui.errors import UsageError
from coptui.language import tr

_NUMBER = (
    r"\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens of|a couple of|couple of|a few|few"
    r"|several|some|many|more|another|other|others|no|the|about|around|over|at least|plus|lots of|a lot of|new|unknown|unnamed|x"
)
_MANY = (
    "people|persons?|guests?|visitors?|newcomers?|participants?|attendees?|others?|members|strangers?|walk-?ins?|new faces|faces|folks?"
    "|friends|colleagues|neighbours|children|kids|students|men|women|ladies|faces|locals|outsiders|passers-by|new ?people|more|extras?"
)
_NO_NAME = re.compile(
    rf"(?:(?:{_NUMBER}|\+|x)[ -]*)*(?:{_MANY})(?: ?[#x]?\d+| ?(?:{_MANY})| more)*|[+#x ]*\d[\d+#x ]*|(?:plus|and) (?:one|two|three|\d+)"
    r"|someone(?: else| new)?|somebody|anyone|no ?body|no one|everyone|everybody|(?:an? )?unknown|anonymous|n/a|tbc|\?+"
)


def check_name(name: str) -> None:
    """Raise UsageError for a number of people, or a word for them, instead of one person's name."""
    if _NO_NAME.fullmatch(" ".join(fold(name).strip(" .!").split())):
        raise UsageError(
            tr("{name!r} isn't a person's name.", name=name[:80]),
            tr("Add each person by name; write how many others came in a note on the event (n)."),
        )
