"""A community's own checklists, evidence lines and letters on a server."""

from __future__ import annotations

from coptui.errors import ReadOnly, UsageError
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.own_files import OwnFile
from coptui.store.postgres import statements
from coptui.store.postgres.keeper import PostgresStore
from coptui.store.postgres.reading import HAS_OWN


class OnServer:
    """As `Beside`, in the table `own`: whoever may save may change them."""

    def __init__(self, address: Address, text: str) -> None:
        self._address = address
        self._text = text
        self.shown = address.shown

    def all(self) -> tuple[OwnFile, ...]:
        with PostgresStore(self._address, self._text, read_only=True) as store:
            return store.own_files

    def put(self, file: OwnFile) -> str:
        self._set(file, file.text)
        return ""

    def remove(self, file: OwnFile) -> None:
        self._set(file, None)

    def _set(self, file: OwnFile, text: str | None) -> None:
        with PostgresStore(self._address, self._text) as store:
            if store.read_only:
                raise ReadOnly(
                    tr(
                        "{shown} is not changed: {read_only}",
                        shown=self.shown,
                        read_only=store.read_only,
                    )
                )
            if store.layout < HAS_OWN:
                raise UsageError(
                    tr(
                        "{shown} was made by an older coptui and can't hold checklists yet.",
                        shown=self.shown,
                    ),
                    tr("An owner of the community can upgrade it: coptui new ADDRESS --upgrade"),
                )
            store.fetch(statements.PUT_OWN, (file.kind, file.name, text))
