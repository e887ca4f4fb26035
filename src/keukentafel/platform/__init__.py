"""Shelf of rooms that every other room stands on: clock, events, prepared, accounts, audit, jobs."""
