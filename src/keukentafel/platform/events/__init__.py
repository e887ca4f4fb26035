"""Events: what one room announces and a higher room reacts to, in the same transaction."""
