"""What a check answers."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The faults, one line each ("path:line what is wrong"), and a note worth showing when all is well."""

    faults: tuple[str, ...]
    note: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether there is no fault."""
        return not self.faults


Check = Callable[[], Verdict]
