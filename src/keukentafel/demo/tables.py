"""Reading the data files of the demo."""

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file, by column name. Raises FileNotFoundError for a file that is not there."""
    text = files("keukentafel.demo").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
