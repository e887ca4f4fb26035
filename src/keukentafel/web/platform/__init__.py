"""Pages about the house itself: jobs, accounts, rights and the look log."""
