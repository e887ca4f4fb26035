"""Rules of the monitor: what may be shown of small numbers, what adds up to what, and when a cohort is ripe."""
