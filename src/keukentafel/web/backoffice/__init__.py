"""Pages of the back office: declarations, messages, allocations, contracts and budgets."""
