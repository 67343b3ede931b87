"""Forms to take along."""
