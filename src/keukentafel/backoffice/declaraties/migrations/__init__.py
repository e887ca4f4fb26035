"""Migrations of the declaraties room."""
