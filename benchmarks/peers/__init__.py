"""Programs of a few lines to measure beside: each shows the rows of a file of names."""
