"""Widgets: they know rows and spans, never records."""
