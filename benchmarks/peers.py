"""What other tools make of the same messages: classes for xsdata, a schema for xmlschema, a program for the Java in this machine.

The classes are made from the declared records, as xsdata would make them from the schema; only benchmarks need these packages.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import field, make_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Kind, Shape, spec_under
from keukentafel.backoffice.berichten.codec.types import Base
from keukentafel.backoffice.berichten.codec.xsd import BASE_FILE, base_schema, message_schema

JAVA = Path(__file__).with_name("Import323.java")
_TYPES: dict[Base, Any] = {Base.STRING: str, Base.INTEGER: int, Base.DATE: str, Base.TIME: str}


def installed(name: str) -> bool:
    """Whether a package of the extra `bench` is there."""
    return importlib.util.find_spec(name) is not None


@cache
def twin(record: type, soort: BerichtSoort) -> type:
    """The class that xsdata reads and writes for a declared record."""
    spec = spec_under(record, soort.law)
    namespace = soort.base_namespace if spec.kind is Kind.COMPOSITE else soort.namespace
    return make_dataclass(
        spec.name,
        [_field(element, namespace, soort) for element in spec.elements],
        namespace={"Meta": type("Meta", (), {"namespace": namespace})},
    )


def _field(element: ElementSpec, namespace: str, soort: BerichtSoort) -> Any:
    about = {"name": element.name, "type": "Element", "namespace": namespace}
    if element.shape is Shape.LEAF:
        kind = _TYPES[element.simple.base] if element.simple else str
        return element.attribute, kind | None, field(default=None, metadata=about)
    if element.shape is Shape.RECORD:
        return (
            element.attribute,
            twin(element.record or object, soort) | None,
            field(default=None, metadata=about),
        )
    inner: Any = twin(element.record, soort) if element.record else str
    about |= {"name": element.item, "wrapper": element.name}
    return element.attribute, list[inner], field(default_factory=list, metadata=about)


def to_twin(value: Any, soort: BerichtSoort) -> Any:
    """A record as an object of its twin."""
    spec = spec_under(type(value), soort.law)
    return twin(type(value), soort)(
        **{
            element.attribute: _converted(getattr(value, element.attribute), element, soort)
            for element in spec.elements
        }
    )


def _converted(value: Any, element: ElementSpec, soort: BerichtSoort) -> Any:
    if value is None or (element.shape is Shape.LEAF and isinstance(value, int | str)):
        return value
    if element.shape is Shape.LEAF:
        return str(value)
    if element.shape is Shape.RECORD:
        return to_twin(value, soort)
    return [to_twin(item, soort) if element.record else item for item in value]


def xsdata_reader(soort: BerichtSoort) -> Callable[[bytes], Any]:
    """Reads the bytes of a message into the twins; checks no schema."""
    parser = importlib.import_module("xsdata.formats.dataclass.parsers").XmlParser()
    root = twin(soort.root, soort)
    return lambda content: parser.from_bytes(content, root)


def xsdata_writer() -> Callable[[Any], str]:
    """Writes a twin as XML."""
    serializer = importlib.import_module("xsdata.formats.dataclass.serializers").XmlSerializer()
    return lambda value: str(serializer.render(value))


def xmlschema_reader(soort: BerichtSoort) -> Callable[[bytes], Any]:
    """Reads the bytes of a message into dictionaries, checking the schema."""
    with tempfile.TemporaryDirectory() as folder:
        main = _schemas(soort, Path(folder))
        schema = importlib.import_module("xmlschema").XMLSchema(str(main))
    return lambda content: schema.to_dict(content.decode())


def java_reader(soort: BerichtSoort, folder: Path) -> Callable[[Sequence[Path]], str] | None:
    """SAX with schema in a Java process of its own, rows of all files out as text for COPY; None without a JDK."""
    java, compiler = shutil.which("java"), shutil.which("javac")
    if not java or not compiler or not JAVA.exists():
        return None
    main = _schemas(soort, folder)
    subprocess.run([compiler, "-d", str(folder), str(JAVA)], check=True)
    command = [java, "-cp", str(folder), "Import323", str(main)]
    return lambda paths: (
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, text=True).stdout
    )


def _schemas(soort: BerichtSoort, folder: Path) -> Path:
    (folder / BASE_FILE).write_bytes(base_schema(soort))
    main = folder / "bericht.xsd"
    main.write_bytes(message_schema(soort))
    return main
