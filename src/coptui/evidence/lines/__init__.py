"""The shipped evidence lines, one module a family; the registry finds them here.

Each module lists its `LINES`, and in `PLACE` says where they come among the others.
"""
