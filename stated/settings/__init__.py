"""How a book is set up, and how its hand-written tables are read."""
