"""A checklist file as it was written: texts, lists and maps, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mistake:
    """Something in a checklist file to be put right; line and column count from 1.

    `name` is the id of what alone can't be used because of it; "" if that is the file.
    """

    file: str
    line: int
    column: int
    message: str
    name: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True)
class TextNode:
    """A scalar, still text; `plain` means that it is written without quotes."""

    value: str
    line: int
    column: int
    plain: bool = True


@dataclass(frozen=True)
class ListNode:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True)
class MapNode:
    """A map with its keys in the order of the file, each of them once."""

    entries: tuple[tuple[TextNode, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        return next((node for text, node in self.entries if text.value == key), None)


Node = TextNode | ListNode | MapNode
