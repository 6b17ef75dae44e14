"""The shipped evidence lines, one module a family; the registry finds them here.

Each module lists its `LINES`, and in `ORDER`, a number of its own, says where they come among the others.
"""
