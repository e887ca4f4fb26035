"""What we ship of others is what we checked: no byte more, no byte changed, every licence with it."""

import base64
import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
VENDOR = ROOT / "src/keukentafel/web/static/web/vendor"

pytestmark = pytest.mark.pure


def listed() -> dict[str, str]:
    """The list of hashes: path to hash."""
    lines = (VENDOR / "INTEGRITY.txt").read_text().splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    found = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "INTEGRITY.txt"
    }
    assert found == set(listed())


@pytest.mark.parametrize("path", sorted(listed()))
def test_a_file_has_its_hash(path: str) -> None:
    digest = hashlib.sha384((VENDOR / path).read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" == listed()[path]


def test_every_package_brings_its_licence_and_names_exactly_what_is_shipped() -> None:
    packages = tomllib.loads((ROOT / "vendoring/packages.toml").read_text())["package"]
    named = [target for package in packages for target in package["files"].values()]
    assert sorted(named) == sorted(listed())
    for package in packages:
        assert any("LICENSE" in target for target in package["files"].values()), package["name"]
        assert package["licence"] in {"EUPL-1.2", "OFL-1.1", "0BSD"}
        assert package["integrity"].startswith("sha512-")
