"""Frozen values of the toewijzingen room: what is allocated and delivered, and the news of it."""
