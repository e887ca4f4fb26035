"""Writes the tables of the mart, in Parquet. Loads Arrow, so others reach it late (`core.late`)."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from keukentafel.core.batches import batches
from keukentafel.monitor import mart

BATCH = 20_000
_TYPES: dict[Any, Any] = {str: pa.string(), int: pa.int64(), date: pa.date32()}


def write_table(folder: Path, kind: type[Any], rows: Iterable[Any]) -> int:
    """Write the facts of one kind into the folder of a version and answer how many; the file is named after the class."""
    mart.make_private(folder)
    names = [field.name for field in fields(kind)]
    schema = pa.schema([(field.name, _TYPES[field.type]) for field in fields(kind)])
    count = 0
    file = mart.private_file(folder / f"{kind.__name__}.parquet", "wb")
    with file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches(rows, BATCH):
            columns = [[getattr(row, name) for row in batch] for name in names]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(batch)
    return count
