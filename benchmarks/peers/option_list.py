"""The rows in Textual's OptionList: `python -m benchmarks.peers.option_list FILE`."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class Options(App[None]):
    def compose(self) -> ComposeResult:
        yield OptionList(*Path(sys.argv[1]).read_text().splitlines(), markup=False)


if __name__ == "__main__":
    Options().run()
