"""Budgets: what was budgeted per line, and what of that is committed, declared, approved and left."""
