"""Letters: who gets one and why, and what stands in it."""
