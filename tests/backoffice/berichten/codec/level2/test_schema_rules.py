"""The rules of level 2 that the schema holds already: a message that breaks one falls at level 1, so that no message answers it."""

import pytest

from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.level2.samples import SAMPLES

pytestmark = pytest.mark.pure

CASES = [
    *(("CS015", nummer, "BerichtSubversie", "2", "1") for nummer in SAMPLES),
    *(("CS025", nummer, "BerichtVersie", "3", "2") for nummer in SAMPLES),
    ("CS319", 323, "DeclaratieNummer", "D1", "D-1"),
]


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(("rule", "nummer", "element", "keeps", "breaks"), CASES)
def test_rule(rule: str, nummer: int, element: str, keeps: str, breaks: str, law: Law) -> None:
    data = write(SAMPLES[nummer].message({}, law))
    kept = f"<{element}>{keeps}</{element}>".encode()
    assert read(data).valid
    assert data.count(kept) == 1
    wrong = read(data.replace(kept, f"<{element}>{breaks}</{element}>".encode()))
    assert wrong.level == 1
    assert [(fault.rule, fault.path.rpartition("/")[2]) for fault in wrong.faults] == [("XSD", element)]
