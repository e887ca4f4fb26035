"""Database changes of the toewijzingen room."""
