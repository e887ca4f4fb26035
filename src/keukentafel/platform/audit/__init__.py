"""Audit: the handeling behind every change, and the log of every look at a person."""
