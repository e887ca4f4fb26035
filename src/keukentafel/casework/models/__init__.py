"""Persistence of the casework room, by subject; `apps` imports the modules."""
