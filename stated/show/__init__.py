"""What pages show besides prose: HTML from templates, made from an edition."""
