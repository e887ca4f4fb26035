"""The demo's fill: rows per second, against a bare COPY of as many rows into one plain table of the same server.

python -m benchmarks.fill [--inhabitants 40000] [--quick]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence

import psycopg

from benchmarks.house import Filling, empty_house, fill
from keukentafel.config import postgres


def report(server: postgres.Server, filling: Filling) -> str:
    """One line: the rate, the yardstick and their ratio."""
    yardstick = copy_rate(server, filling.rows)
    rate = filling.rows / filling.seconds
    return (
        f"fill: {filling.inhabitants:,} inhabitants, {filling.rows:,} rows in {filling.seconds:.1f} s "
        f"({filling.cpu:.1f} s own CPU) = {rate:,.0f} rows/s; bare COPY {yardstick:,.0f} rows/s; "
        f"ratio {yardstick / rate:.1f}; load of the machine {os.getloadavg()[0]:.1f}"
    )


def copy_rate(server: postgres.Server, rows: int) -> float:
    """Rows per second of a COPY of ten columns into a table with a primary key and nothing else."""
    line = ["01a20512-a055-716f-a5b3-5fd2389d11a8", "9901", "2026-11-20", 1, 2, 3, "a", "b", "c"]
    with psycopg.connect(server.owner_dsn) as connection:
        connection.execute(
            "CREATE TEMPORARY TABLE yardstick (id bigint PRIMARY KEY, a uuid, b varchar, c date, d int, e int, f int, "
            "g varchar, h varchar, i varchar)"
        )
        start = time.perf_counter()
        with connection.cursor() as cursor, cursor.copy("COPY yardstick FROM STDIN") as copy:
            for number in range(rows):
                copy.write_row([number, *line])
        connection.commit()
        return rows / (time.perf_counter() - start)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inhabitants", type=int, default=40_000)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(arguments)
    with empty_house() as server:
        print(report(server, fill(server, 2_000 if options.quick else options.inhabitants)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
