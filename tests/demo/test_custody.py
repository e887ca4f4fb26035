"""Who has custody in a municipality of the usual size, where later parts tell of residents of earlier ones."""

from collections import defaultdict

from keukentafel.demo.fill.custody import custody
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.generate import Generator
from keukentafel.demo.options import LINDEWAARD
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.people.domain import Gezagsoort


def test_no_child_has_a_guardian_beside_a_parent() -> None:
    options = LINDEWAARD
    maker, ids = Generator(options), Ids(options.gemeente, options.first_day)
    providers = {row.sleutel: row.naam for row in maker.town().aanbieders}
    persons: dict[str, PersoonRecord] = {}
    kinds: dict[object, list[Gezagsoort]] = defaultdict(list)
    for part in maker.histories():
        persons.update((row.sleutel, row) for row in part.personen)
        for new in custody(ids, part, persons, providers, day=options.working_date, seed=options.seed):
            kinds[new.persoon_id].append(new.soort)
    guarded = [found for found in kinds.values() if Gezagsoort.VOOGD in found]
    assert len(guarded) > 5
    assert all(found == [Gezagsoort.VOOGD] for found in guarded)
