"""Toewijzingen: care allocated to a provider, sent with a 301, confirmed by a 302, started by a 305, and what it will cost."""
