"""Evidence lines: pure functions from a community and a day to one figure with its rows."""
