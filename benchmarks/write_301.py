"""Writing allocations as 301 messages: our writer against xsdata's serialiser, the same values, runs alternating, medians.

.venv/bin/python -m benchmarks.write_301 [--messages 10000] [--runs 3]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from benchmarks import peers
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write

SOORT = find_soort(Law.WMO, 301)


def messages(number: int) -> list[Bericht301]:
    """So many allocations, each in a message of its own."""
    one = sample(301, Law.WMO)
    if not isinstance(one, Bericht301):
        raise SystemExit("The sample is no 301.")
    product = one.client.toegewezenproducten[0]
    return [
        replace(
            one,
            client=replace(
                one.client, toegewezenproducten=(replace(product, toewijzingnummer=100_001 + index),)
            ),
        )
        for index in range(number)
    ]


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    made = messages(options.messages)
    if not peers.installed("xsdata"):
        ours = median(timed(lambda: [write(one) for one in made]) for _ in range(options.runs))
        print(f"{len(made)} messages 301: {len(made) / ours:,.0f}/s; xsdata: niet geïnstalleerd (make bench)")
        return 0
    twins, render = [peers.to_twin(one, SOORT) for one in made], peers.xsdata_writer()
    ours, theirs = [], []
    for _ in range(options.runs):
        ours.append(timed(lambda: [write(one) for one in made]))
        theirs.append(timed(lambda: [render(one) for one in twins]))
    ratio = median(theirs) / median(ours)
    print(
        f"{len(made)} messages 301: {len(made) / median(ours):,.0f}/s; xsdata's serialiser "
        f"{len(made) / median(theirs):,.0f}/s; ours is {ratio:.1f} times as fast"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
