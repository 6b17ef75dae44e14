"""Screens: they join the session's community to widgets and turn keys into edits."""
