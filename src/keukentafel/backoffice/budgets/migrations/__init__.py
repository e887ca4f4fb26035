"""Database changes of the budgets room."""
