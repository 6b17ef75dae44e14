"""Where styles/ and sample_data/ are: inside the installed package, or in a checkout."""

from __future__ import annotations

from pathlib import Path

from coptui.errors import FAULT, CoptError
from coptui.language import tr

PACKAGE = Path(__file__).resolve().parent
INSTALL_AGAIN = tr("Install coptui again.")


def folder(name: str) -> Path:
    """Return the absolute path of a shipped folder (`styles` or `sample_data`).

    A wheel carries the folders inside the package; an editable install leaves them two folders up.
    """
    for base in (PACKAGE, PACKAGE.parents[1]):
        if (base / name).is_dir():
            return base / name
    raise CoptError(
        tr("The folder {name} is missing from this installation of coptui.", name=name),
        INSTALL_AGAIN,
        exit_code=FAULT,
    )
