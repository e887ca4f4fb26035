"""What the machine polices without running the house.

`python -m checks` runs all of it, `python -m checks NAME` one.
"""
