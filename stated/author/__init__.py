"""Tools for whoever writes: nothing here is needed to build the book."""
