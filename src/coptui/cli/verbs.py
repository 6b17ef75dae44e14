"""The names of all commands."""

VERBS = (
    "new",
    "demo",
    "find",
    "today",
    "log",
    "import",
    "export",
    "walk",
    "checklists",
    "evidence",
    "introductions",
    "sponsor",
    "report",
    "brief",
    "minutes",
    "write",
    "ask",
    "check",
    "history",
    "merge",
    "copy",
    "restore",
    "groups",
    "person",
    "completion",
)
"""The commands in the order of the help; each is `command` in the module of its name.

A name that Python keeps for itself has an underscore after it there.
"""
