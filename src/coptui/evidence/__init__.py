"""Evidence lines: pure functions from a community and a date to one figure with its rows."""
