"""What happens inside the fork that runs one module."""
