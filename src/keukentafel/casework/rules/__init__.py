"""Pure decisions of the casework room, by subject."""
