"""Jobs: long work outside the request, queued in PostgreSQL, with progress that a page can show."""
