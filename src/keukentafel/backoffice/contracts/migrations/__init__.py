"""Database changes of the contracts room."""
