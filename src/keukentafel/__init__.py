"""Keukentafel: open system for the social domain of Dutch municipalities."""
