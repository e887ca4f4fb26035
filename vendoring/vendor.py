"""Fetch the files of others that Keukentafel ships, check them, and copy the named ones.

    python vendoring/vendor.py           fetch, check against both lists, copy
    python vendoring/vendor.py --write   the same after a version was changed in packages.toml: writes INTEGRITY.txt anew

Standard library only, apart from the `npm` program that downloads. Where npm downloads from is the machine's own setting.
Fails with one line when a tarball or a copied file does not have the expected hash.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import TypedDict

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src/keukentafel/web/static/web/vendor"
INTEGRITY = TARGET / "INTEGRITY.txt"


class Package(TypedDict):
    """One entry of packages.toml; `files` maps the path in the tarball (below `package/`) to the path in the vendor folder."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]


def digest(algorithm: str, content: bytes) -> str:
    """Give the hash in the form of subresource integrity: `sha384-` and base64."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def read_packages() -> list[Package]:
    """Read packages.toml."""
    packages: list[Package] = tomllib.loads((HERE / "packages.toml").read_text())["package"]
    return packages


def fetch(package: Package, folder: Path) -> Path:
    """Download one tarball with npm into `folder` and give its path. Exits when its hash is not the listed one."""
    spec = f"{package['name']}@{package['version']}"
    done = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), spec],
        check=True,
        capture_output=True,
        text=True,
    )
    tarball = folder / Path(done.stdout.strip().splitlines()[-1]).name
    found = digest("sha512", tarball.read_bytes())
    if found != package["integrity"]:
        sys.exit(f"{spec}: the tarball has {found}, packages.toml says {package['integrity']}")
    return tarball


def unpack(package: Package, tarball: Path) -> dict[str, bytes]:
    """Read the named files out of the tarball: path in the vendor folder to content."""
    contents = {}
    with tarfile.open(tarball) as archive:
        for inside, target in package["files"].items():
            member = archive.extractfile(f"package/{inside}")
            if member is None:
                sys.exit(f"{package['name']}: {inside} is not a file")
            contents[target] = member.read()
    return contents


def listing(contents: dict[str, bytes]) -> str:
    """Give the lines of INTEGRITY.txt: hash, two spaces, path; sorted by path."""
    return "".join(f"{digest('sha384', contents[path])}  {path}\n" for path in sorted(contents))


def main() -> None:
    """Fetch all packages, compare with INTEGRITY.txt (or write it), copy the files."""
    contents: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in read_packages():
            contents |= unpack(package, fetch(package, Path(folder)))
    lines = listing(contents)
    if "--write" not in sys.argv[1:] and lines != INTEGRITY.read_text():
        sys.exit(
            "The fetched files differ from INTEGRITY.txt. Run with --write if a version was changed on purpose."
        )
    for target, content in contents.items():
        path = TARGET / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    INTEGRITY.write_text(lines)


if __name__ == "__main__":
    main()
