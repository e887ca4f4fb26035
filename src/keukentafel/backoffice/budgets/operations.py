"""Acts on budgets: loading the lines of one or more years."""

from collections.abc import Iterable

from django.db import IntegrityError

from keukentafel.backoffice.budgets import rules
from keukentafel.backoffice.budgets.domain import NewBegrotingspost
from keukentafel.backoffice.budgets.models import Begrotingspost
from keukentafel.core.errors import Conflict
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling


def load_budget(*, actor: Actor, posten: Iterable[NewBegrotingspost]) -> int:
    """Load budget lines in one handeling; answers their number.

    Raises `CategorieTwice` when a category would be counted twice and `Conflict` when a line of that name is there for that year.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    lines = list(posten)
    rules.check_posten(lines)
    try:
        with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="begrotingspost"):
            Begrotingspost.objects.bulk_create(
                Begrotingspost(
                    id=line.id,
                    gemeente_id=actor.gemeente,
                    jaar=line.jaar,
                    wet=line.wet.value,
                    naam=line.naam,
                    taakveld=line.taakveld,
                    categorieen=list(line.categorieen),
                    bedrag=line.begroot,
                    eerder_geboekt=line.eerder_geboekt,
                    bron=line.bron,
                )
                for line in lines
            )
    except IntegrityError as error:
        raise Conflict(
            "Een van deze begrotingsposten staat er voor dat jaar al. Er is niets geladen."
        ) from error
    return len(lines)
