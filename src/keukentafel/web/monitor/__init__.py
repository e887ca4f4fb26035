"""The pages of the monitor: figures with their meaning, no person and no small number."""
