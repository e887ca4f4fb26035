"""Reads of the casework room, by subject; the access check is part of each fetch."""
