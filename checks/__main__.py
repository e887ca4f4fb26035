"""Run the checks: all of them, or those that are named; one line each, and the faults below it."""

import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from checks import clock, doors, generated, glossary, manners, purity, requirements, size, tools
from checks.verdict import Check, Verdict

# The slow ones first: they run side by side with the others.
CHECKS: dict[str, Check] = {
    "mypy": tools.mypy,
    "migrations": tools.migrations,
    "ruff": tools.ruff,
    "format": tools.layout,
    "imports": tools.contracts,
    "doors": doors.check,
    "purity": purity.check,
    "size": size.check,
    "clock": clock.check,
    "manners": manners.check,
    "glossary": glossary.check,
    "generated": generated.check,
    "requirements": requirements.check,
}
WORKERS = 2


def main(arguments: list[str]) -> int:
    """Run what is asked for; the exit code is 1 on a fault and 2 on a name that is no check."""
    if arguments == ["generated", "--write"]:
        generated.write()
        return 0
    unknown = [name for name in arguments if name not in CHECKS]
    if unknown:
        print(f"No check is called {unknown[0]}. There are: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(WORKERS) as pool:
        running = {name: pool.submit(timed, CHECKS[name]) for name in arguments or CHECKS}
        passed = [report(name, future) for name, future in running.items()]
    return not all(passed)


def timed(check: Callable[[], Verdict]) -> tuple[Verdict, float]:
    """Run a check and give its verdict with the seconds it took."""
    start = time.perf_counter()
    try:
        verdict = check()
    except ImportError as error:
        verdict = Verdict((f"a module cannot be imported: {error}",))
    except SyntaxError as error:
        verdict = Verdict((f"{error.filename}:{error.lineno} cannot be read: {error.msg}",))
    return verdict, time.perf_counter() - start


def report(name: str, future: Future[tuple[Verdict, float]]) -> bool:
    """Print the verdict of one check and tell whether it passed."""
    verdict, seconds = future.result()
    said = verdict.note if verdict.passed else f"{len(verdict.faults)} faults"
    print(
        f"{'ok   ' if verdict.passed else 'FAULT'} {name:<12} {seconds:5.1f} s  {said}".rstrip(), flush=True
    )
    for fault in verdict.faults:
        print(f"      {fault}")
    return verdict.passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
