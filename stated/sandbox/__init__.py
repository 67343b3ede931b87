"""What a run may do, and what it finds: the same on every machine."""
