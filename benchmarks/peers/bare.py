"""A bare Textual program: one label."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Members")


if __name__ == "__main__":
    Bare().run()
