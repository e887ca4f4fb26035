"""Filling the rooms with a synthetic municipality: records become the values that each room loads."""
