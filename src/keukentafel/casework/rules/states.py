"""Steps between states, as the tables of `domain` allow them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from keukentafel.core.errors import Refusal

State = TypeVar("State", bound=StrEnum)


class StepNotPossible(Refusal):
    """The table has no step between these two states."""

    def __init__(self, wat: str, van: StrEnum, naar: StrEnum) -> None:
        super().__init__(
            f"{wat} is nu '{van.value}' en kan niet naar '{naar.value}'. Ververs de pagina en kijk wat er al is gedaan."
        )


def check_step(table: Mapping[State, frozenset[State]], van: State, naar: State, wat: str) -> None:
    """Raise `StepNotPossible` unless the table has this step."""
    if naar not in table[van]:
        raise StepNotPossible(wat, van, naar)


def may_step(table: Mapping[State, frozenset[State]], van: State, naar: State) -> bool:
    """Whether the table has this step."""
    try:
        check_step(table, van, naar, "Dit")
    except StepNotPossible:
        return False
    return True
