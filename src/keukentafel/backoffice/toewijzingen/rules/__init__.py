"""Pure decisions on allocations: what may be granted, what goes into a message, what it will cost."""
