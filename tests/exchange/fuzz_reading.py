"""Bytes that a fuzzer thinks of, read: `python tests/exchange/fuzz_reading.py -runs=100000`.

atheris (`pip install -e '.[fuzz]'`) looks for ways into the readers that chance does not find; it begins from the fixtures.
It ends with an error where anything but a found file or a located message comes out.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import atheris

with atheris.instrument_imports(include=["coptui.exchange"]):
    from layouts import FILES, bytes_of

    from coptui.errors import CoptError
    from coptui.exchange import formats
    from coptui.exchange.reading import read
    from coptui.exchange.tables.found import Hints

    for module in iter_modules(formats.__path__, f"{formats.__name__}."):
        import_module(module.name)


def one(data: bytes) -> None:
    """Read one file, with what its first byte says about it."""
    if not data:
        return
    said = Hints(name="f", today="2026-11-20", day_first=bool(data[0] & 1), notes=bool(data[0] & 2))
    try:
        read(data[1:], said)
    except CoptError as error:
        assert error.message.startswith("f"), error.message


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as corpus:
        for number, path in enumerate(FILES):
            data = bytes_of(path)
            if len(data) < 20_000:
                (Path(corpus) / str(number)).write_bytes(b"\1" + data)
        place = f"-artifact_prefix={tempfile.gettempdir()}/"
        atheris.Setup([*sys.argv, place, corpus], one)
        atheris.Fuzz()
