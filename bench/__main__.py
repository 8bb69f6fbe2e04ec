"""`python -m bench [NAME ...]`: runs what is named, or everything; a broken bound makes the exit code 1."""

import sys
from collections.abc import Callable, Iterator, Mapping

from bench import moves, pages, races, relays
from bench.figures import Figure

BENCHES: Mapping[str, Callable[[], Iterator[Figure]]] = {
    "moves": moves.run,
    "relay": relays.run,
    "races": races.run,
    "pages": pages.run,
}


def main(names: list[str]) -> int:
    """Print each figure as it comes."""
    if strange := set(names) - set(BENCHES):
        print(f"there is no bench named {', '.join(sorted(strange))}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    held = True
    for name in names or BENCHES:
        for figure in BENCHES[name]():
            print(figure.line(), flush=True)
            held = held and figure.ok
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
