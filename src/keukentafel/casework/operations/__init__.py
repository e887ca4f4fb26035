"""Acts of the casework room, by subject."""
