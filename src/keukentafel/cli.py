"""The one entry point: a table of command names, each resolved to its function when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from keukentafel.config.postgres_binaries import PostgresError
from keukentafel.core.late import resolve


@dataclass(frozen=True)
class Command:
    """Where a command lives and what it does, in Dutch; the function takes the arguments and returns an exit code."""

    target: str
    purpose: str


COMMANDS = {
    "demo": Command(
        "keukentafel.config.serving.demo", "vult een voorbeeldgemeente en start alles (--port 8000)"
    ),
    "serve": Command(
        "keukentafel.config.serving.serve", "start alles zonder voorbeeldgegevens (--port 8000)"
    ),
    "worker": Command("keukentafel.config.commands.worker", "voert klaargezet werk uit"),
    "prepare": Command(
        "keukentafel.config.commands.prepare",
        "werkt database en bestanden bij (--fill: met voorbeeldgegevens)",
    ),
    "migrate": Command("keukentafel.config.commands.migrate_only", "werkt alleen de database bij"),
    "berichten": Command(
        "keukentafel.config.berichten.berichten",
        "controleert, vertelt of maakt berichten van iWmo en iJw (check, show, sample, schema)",
    ),
    "clean": Command(
        "keukentafel.config.commands.clean", "wist alle gegevens van deze installatie (--yes: zonder vraag)"
    ),
    "django": Command("keukentafel.config.commands.django", "geeft een beheercommando van Django door"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without a known name, print the table. Returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = COMMANDS.get(given[0]) if given else None
    if command is None:
        asked = not given or given[0] in ("-h", "--help", "help")
        print(overview(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return int(resolve(command.target)(given[1:]))
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    """All commands with their purpose."""
    return "\n".join(
        [
            "keukentafel <commando>",
            "",
            *(f"  {name:<11}{command.purpose}" for name, command in COMMANDS.items()),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
