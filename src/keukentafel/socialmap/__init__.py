"""Socialmap: what there is in town before and beside individual care, and when somebody last checked that."""
