"""Declaraties: what providers declare for delivered care, judged line by line, and the answer to it."""
