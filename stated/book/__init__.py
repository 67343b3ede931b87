"""What people wrote, parsed once."""
