"""The back office: contracts, message exchange, allocations, declarations and budgets."""
