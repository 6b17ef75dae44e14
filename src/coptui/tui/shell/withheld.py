"""Which commands are not offered in some starts of the program, by their ids."""

from __future__ import annotations

OWN_SETTINGS = frozenset({"change-setting", "add-community", "add-here", "who-am-i"})
"""Commands that change this person's own settings: not offered in the demo."""

SENDING = frozenset({"send-letters", "settle-letter"})
"""Commands by which something leaves this machine: not offered in the demo."""

WRITING = frozenset({"write-paper", "write-value", "write-export", "write-list", "save-letters", "save-slips", "restore-backup", *SENDING, *OWN_SETTINGS})  # fmt: skip
"""Commands that write a file other than the community's: not offered with --read-only."""

OTHER_FILES = frozenset({"import", "take-file", "other-file", "export", "communities", "open-community", "add-community", "add-here", "all-of-mine", "settings", "backups"})  # fmt: skip
"""Commands that lead to other files: not offered with --restricted."""
