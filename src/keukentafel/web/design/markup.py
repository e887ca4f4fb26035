"""HTML and SVG that this package wrote itself. No Django here: its templates know the `__html__` method."""


class Markup(str):
    """Text that is already HTML: templates put it in as it is. Only for what was built from constants and escaped values."""

    __slots__ = ()

    def __html__(self) -> str:
        """Give the text itself; Django and others then do not escape it again."""
        return self
