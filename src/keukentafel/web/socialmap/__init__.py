"""Pages of the sociale kaart."""
