"""The records of the synthetic municipality: pure values with keys of their own, in the shape in which the rooms take them."""
