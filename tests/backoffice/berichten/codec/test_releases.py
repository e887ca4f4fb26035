"""Two releases of one message side by side: another release is records and a row in the registry, nowhere an `if`."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import etree

from keukentafel.backoffice.berichten.codec import registry
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder
from keukentafel.backoffice.berichten.codec.records.start import Client305
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort, Release, find_soort, soort_of
from keukentafel.backoffice.berichten.codec.spec import Kind, element, part, record
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.codec.xsd import compiled_schema
from tests.backoffice.berichten.codec.messages import start

pytestmark = pytest.mark.pure

RELEASE = Release(Law.WMO, "3.9", date(2030, 1, 1), 3, 9, True, "made up for this test")


@record(Kind.CLASS, "Client")
class Client39(Client305):
    toelichting: str | None = element("Toelichting", "LDT_Commentaar", default=None)


@record(Kind.CLASS, "Bericht")
class Bericht39:
    header: HeaderAanbieder = part("Header", HeaderAanbieder)
    client: Client39 = part("Client", Client39)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> BerichtSoort:
    """A 305 of release 3.9, with one element more, beside that of 3.2."""
    root: Any = Bericht39
    soort = replace(find_soort(Law.WMO, 305), release=RELEASE, root=root)
    key = (soort.berichtcode, RELEASE.versie, RELEASE.subversie)
    rows: tuple[tuple[Any, Any], ...] = (
        (registry.REGISTRY, (Law.WMO, 305, "3.9")),
        (registry._BY_NAMESPACE, soort.namespace),
        (registry._BY_CODE, key),
    )
    for table, name in rows:
        monkeypatch.setitem(table, name, soort)
    return soort


def _message(later: BerichtSoort) -> Any:
    old = start()
    header = replace(old.header, berichtsubversie=later.release.subversie)
    values = {name: getattr(old.client, name) for name in Client305.__dataclass_fields__}
    return Bericht39(header=header, client=Client39(**values, toelichting="Nieuw in deze release"))


def test_each_is_read_by_its_namespace(later: BerichtSoort) -> None:
    old, new = start(), _message(later)
    before, after = read(write(old)), read(write(new))
    assert (before.faults, after.faults) == ((), ())
    assert (before.bericht, after.bericht) == (old, new)
    assert (before.soort, after.soort) == (find_soort(Law.WMO, 305), later)
    assert (soort_of(old), soort_of(new)) == (find_soort(Law.WMO, 305), find_soort(Law.WMO, 305, "3.9"))


def test_the_content_of_one_is_no_content_of_the_other(later: BerichtSoort) -> None:
    data = write(_message(later))
    as_old = data.replace(b"/3_9/", b"/3_2/").replace(b"Subversie>9<", b"Subversie>2<")
    (fault,) = read(as_old).faults
    assert (fault.level, fault.path) == (1, "/Bericht/Client/Toelichting")
    mixed = read(data.replace(b"Subversie>9<", b"Subversie>2<"))
    assert [fault.path for fault in mixed.faults] == ["/Bericht/Header/BerichtSubversie"]
    assert mixed.soort is later


def test_each_has_its_own_schema(later: BerichtSoort) -> None:
    old, new = write(start()), write(_message(later))
    schemas = [compiled_schema(soort) for soort in (find_soort(Law.WMO, 305), later)]
    accepted = [[schema.validate(etree.fromstring(data)) for data in (old, new)] for schema in schemas]
    assert accepted == [[True, False], [False, True]]


def test_without_its_row_it_is_unknown() -> None:
    soort = replace(find_soort(Law.WMO, 305), release=RELEASE)
    data = write(start()).replace(find_soort(Law.WMO, 305).namespace.encode(), soort.namespace.encode())
    (fault,) = read(data).faults
    assert fault.rule == "soort"
    assert "WMO305 van release 3.9. We verwerken release 3.2" in fault.reason
