"""The bytes of a message are kept packed and come back the same."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from keukentafel.backoffice.berichten.booking import packed
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.fields import PackedField, unpack
from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.platform.clock.operations import working_date
from tests.cast import TODAY, found

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    with working_date(TODAY):
        yield


@pytest.mark.parametrize(
    "content",
    [write(sample(323, lines=500)), b"geen bericht \x00\xff", b""],
    ids=["declaratie", "onzin", "leeg"],
)
def test_a_file_comes_back_byte_for_byte(content: bytes) -> None:
    row = take_in(actor=found().system, naam="d.xml", inhoud=content)
    kept = Bericht.objects.get(pk=row.id)
    assert kept.inhoud == content
    assert (kept.grootte, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_long_declaration_takes_a_fraction_of_its_size() -> None:
    content = write(sample(323, lines=500))
    row = take_in(actor=found().system, naam="d.xml", inhoud=content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT octet_length(inhoud) FROM berichten_bericht WHERE id = %s", [row.id])
        (size,) = cursor.fetchone()
    assert size * 10 < len(content)


def test_a_row_that_an_outer_join_did_not_find_has_no_bytes() -> None:
    assert PackedField().from_db_value(None, None, None) is None


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_000_000])
def test_a_packed_file_is_read_as_it_came(size: int) -> None:
    content = random.Random(size).randbytes(size)
    file = packed(content)
    with file.open() as stream:
        assert stream.read(7) + stream.read() == content
    assert (file.grootte, unpack(file.bytes)) == (size, content)


def test_a_packed_file_that_was_cut_off_says_so() -> None:
    file = packed(random.Random(1).randbytes(1000))
    file.bytes = file.bytes[:500]
    with file.open() as stream, pytest.raises(EOFError):
        stream.read()


def test_a_path_is_taken_in_as_its_bytes_are(tmp_path: Path) -> None:
    content = write(sample(323, lines=500))
    path = tmp_path / "d.xml"
    path.write_bytes(content)
    row = take_in(actor=found().system, naam="d.xml", inhoud=path)
    kept = Bericht.objects.get(pk=row.id)
    assert (kept.inhoud, kept.sha256) == (content, hashlib.sha256(content).hexdigest())
