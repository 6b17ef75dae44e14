"""The community's file: read, saved whole or not at all, and backed up.

`Store` (on disk) and `MemoryStore` (for tests) both fit `protocol.Keeper`.
"""
