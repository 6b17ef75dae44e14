"""The rows in Textual's DataTable: `python -m benchmarks.peers.data_table FILE`."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Table(App[None]):
    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("name", "at")
        lines = Path(sys.argv[1]).read_text().splitlines()
        table.add_rows(line.split("\t") for line in lines)


if __name__ == "__main__":
    Table().run()
