"""What people wrote as code: modules, their cells, and comments in two languages."""
