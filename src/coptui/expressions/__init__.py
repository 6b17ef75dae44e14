"""Conditions and figures that people write."""
