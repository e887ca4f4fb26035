"""Accounts: municipalities, teams, people who work with the system, and what each may do."""
