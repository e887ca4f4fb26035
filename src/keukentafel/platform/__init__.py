"""Shelf of rooms that every other room stands on: clock, events, accounts, audit, jobs."""
