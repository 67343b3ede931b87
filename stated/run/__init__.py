"""What a machine gave."""
