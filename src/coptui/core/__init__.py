"""The pure core: records, the community, edits. It knows no file, no clock and no screen."""
