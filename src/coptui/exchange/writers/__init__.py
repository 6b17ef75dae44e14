"""What is given back to other programs: one module a format, each pure, from a community to text."""
