"""Brings bpo_gov/static/plotly-cartesian.min.js: the plotly.js that the Python package speaks to, with the charts drawn here only."""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from plotly.offline import get_plotlyjs_version

PACKAGE = "plotly.js-cartesian-dist-min"
STATIC = Path(__file__).parent.parent / "bpo_gov" / "static"
TAKEN = {
    "package/plotly-cartesian.min.js": "plotly-cartesian.min.js",
    "package/LICENSE": "plotly-cartesian.LICENSE",
}


def main() -> None:
    """Write both files, of the version that the installed Python package was made for. Needs npm."""
    wanted = f"{PACKAGE}@{get_plotlyjs_version()}"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as held:
            for member, name in TAKEN.items():
                file = held.extractfile(member)
                if file is None:
                    raise LookupError(f"{wanted} holds no {member}")
                (STATIC / name).write_bytes(file.read())
    print(f"{wanted}: {(STATIC / 'plotly-cartesian.min.js').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
