"""Monitor: pseudonymous facts for steering, the figures made of them, and what may be shown of small numbers."""
