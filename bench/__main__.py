"""`python -m bench [NAME[:COUNT] ...]`: runs what is named, or everything; a broken bound makes the exit code 1."""

import sys
from collections.abc import Callable, Iterator, Mapping

from bench import calls, drawn, executive, history, moves, pages, races, relays
from bench.figures import Figure

BENCHES: Mapping[str, Callable[..., Iterator[Figure]]] = {
    "moves": moves.run,
    "relay": relays.run,
    "races": races.run,
    "pages": pages.run,
    "executive": executive.run,
    "history": history.run,
    "calls": calls.run,
    "drawn": drawn.run,
}
COUNTED = {
    "races": "rounds",
    "history": "cases",
    "executive": "agreements",
    "calls": "calls",
}  # what a number behind the name is


def main(names: list[str]) -> int:
    """Print each figure as it comes."""
    if strange := {name.partition(":")[0] for name in names} - set(BENCHES):
        print(f"there is no bench named {', '.join(sorted(strange))}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    if strange := {name for name in names if ":" in name and not _counts(name)}:
        print(
            f"there is nothing to count in {', '.join(sorted(strange))}; write like {', '.join(f'{name}:50 for 50 {what}' for name, what in COUNTED.items())}",
            file=sys.stderr,
        )
        return 2
    held = True
    for name in names or BENCHES:
        part, _, count = name.partition(":")
        for figure in BENCHES[part](*([int(count)] if count else [])):
            print(figure.line(), flush=True)
            held = held and figure.ok
    return 0 if held else 1


def _counts(name: str) -> bool:
    part, _, count = name.partition(":")
    return part in COUNTED and count.isascii() and count.isdigit() and int(count) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
