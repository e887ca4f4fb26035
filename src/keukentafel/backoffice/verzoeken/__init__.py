"""Verzoeken: what a provider asks to be allocated (315) or changed (317), and the decision on it (301, 319 and its 320)."""
