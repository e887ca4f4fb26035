"""All benchmarks, one after another, each in a process of its own. Ratios and counts; nothing here fails on time.

python -m benchmarks [--quick] [name ...]
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec

# Seconds; the import fills two municipalities' worth of allocations and takes in the largest file several times.
LIMIT, LIMITS, PATIENCE = 720.0, {"import_323": 2400.0}, 30.0
ALL = ("import_323", "write_301", "monitor", "pages")
QUICK = {
    "import_323": ["--runs", "1", "--quick"],
    "write_301": ["--messages", "500", "--runs", "1"],
    "pages": ["--quick"],
    "fill": ["--quick"],
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run them; 1 when one of them could not do its work."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help=f"of {', '.join(ALL)}, and fill (which pages prints too)")
    parser.add_argument("--quick", action="store_true", help="small, only to see whether it works")
    options = parser.parse_args(arguments)
    names = [name for name in options.names or ALL if find_spec(f"benchmarks.{name}")]
    failed = [name for name in names if not run(name, QUICK.get(name, []) if options.quick else [])]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(name: str, arguments: Sequence[str]) -> bool:
    """Whether one benchmark did its work in the time there is for it."""
    start = time.monotonic()
    print(f"=== {name}", flush=True)
    limit = LIMITS.get(name, LIMIT)
    process = subprocess.Popen([sys.executable, "-m", f"benchmarks.{name}", *arguments])
    try:
        status = process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        print(f"{name}: stopped after {limit:.0f} s", file=sys.stderr)
        status = stop(process)
    print(f"=== {name}: {time.monotonic() - start:.0f} s", flush=True)
    return status == 0


def stop(process: subprocess.Popen[bytes]) -> int:
    """Stop a benchmark as Ctrl-C does, so that it ends its server and removes its folder."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return 1


if __name__ == "__main__":
    sys.exit(main())
