"""The synthetic municipality: an invented town with two years of history, the same for the same seed, calibrated on public figures."""
