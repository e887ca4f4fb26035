"""Migrations of the berichten room."""
