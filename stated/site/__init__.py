"""MkDocs and its family, and only here."""
