"""The rules of the standard as data: id, level, messages, return code, reason and the function that checks."""
