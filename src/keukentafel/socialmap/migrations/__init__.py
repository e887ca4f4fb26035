"""Database changes of the socialmap room."""
