"""Django's PostgreSQL, of which the check that a kept connection still stands costs no journey to the server."""
