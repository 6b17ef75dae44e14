"""Checklists, and the walks through them."""
