"""The shipped evidence lines, a module a family, found by themselves.

Each module says its `LINES`, and in `PLACE` where they stand among the others.
"""
