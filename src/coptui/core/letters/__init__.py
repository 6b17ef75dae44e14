"""Letters: who gets one and why, and what it says."""
