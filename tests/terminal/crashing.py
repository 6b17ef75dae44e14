"""coptui with a fault in one place: `crashing.py MODULE NAME ERROR ARGUMENTS...`.

NAME is a function of that module, or a method as `Class.method`. It fails with a member in its
locals, in its message and in the fault that came before.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from typing import Any

module, name, error, *arguments = sys.argv[1:]


class PersonalFault(Exception):
    """Whose text is all about somebody."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.add_note(text)


def fail() -> None:
    member = {"name": "Wesley Adeyemi", "organisation": "Night shift", "seeks": ["a mentor"]}
    try:
        raise KeyError(member["name"])
    except KeyError:
        kind: Any = {"KeyError": KeyError, "PersonalFault": PersonalFault}[error]
        raise kind(f"{member} and Ilse Brandt of Harbour clinic") from None


place: Any = importlib.import_module(module)
*holders, last = name.split(".")
for holder in holders:
    place = getattr(place, holder)
real = getattr(place, last)


async def broken_later(*given: Any, **named: Any) -> Any:
    fail()


def broken(*given: Any, **named: Any) -> Any:
    fail()


def broken_generator(*given: Any, **named: Any) -> Any:
    yield from ()
    fail()


if inspect.iscoroutinefunction(real):
    setattr(place, last, broken_later)
elif inspect.isgeneratorfunction(real):
    setattr(place, last, broken_generator)
else:
    setattr(place, last, broken)
sys.argv[1:] = arguments

from coptui.__main__ import main  # noqa: E402

main()
