"""Clock: the working date, which may be set, and the real time, which never is."""
