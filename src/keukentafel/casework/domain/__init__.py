"""Values of the casework room, by subject."""
