"""Cuts bpo_gov/static/icons.svg: of the sprite that Bootstrap-Flask carries, only the names used here."""

import re
import sys
from importlib.resources import files
from pathlib import Path

WANTED = """
arrow-counterclockwise arrow-down arrow-down-right arrow-left arrow-left-right arrow-repeat arrow-return-left
arrow-return-right arrow-right arrow-up arrow-up-right bar-chart-steps bell bell-slash bookmark bookmark-plus cash-coin
box-arrow-right box-arrow-up-right box-seam calendar3 chat-left-text check check-circle check-circle-fill check-lg
check2-all check2-square chevron-down chevron-expand chevron-left chevron-right circle circle-half clock clock-fill
clock-history dash-circle dash-lg diagram-3 diamond download exclamation-octagon exclamation-triangle
exclamation-triangle-fill eye eye-slash file-earmark file-earmark-check file-earmark-diff file-earmark-text flag
gear globe graph-up hourglass-split house inbox info-circle journal-check keyboard link-45deg list-check lock lock-fill moon
octagon-fill paperclip pause-circle pen pencil people person person-badge person-check play-fill plus-lg printer question-circle
search shield-check shield-lock signpost-split sliders speedometer2 sun three-dots trash triangle-fill upload
x-circle x-lg x-octagon-fill
"""
NAMES = sorted(WANTED.split())

SYMBOL = re.compile(r'<symbol class="[^"]*" viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)


def cut(sprite: str, names: list[str]) -> str:
    """The sprite with these symbols only, in order of name. Raises KeyError naming what the sprite does not hold."""
    held = {
        name: f'<symbol id="{name}" viewBox="{box}">{paths}</symbol>' for box, name, paths in SYMBOL.findall(sprite)
    }
    lines = [held[name] for name in sorted(set(names))]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *lines, "</svg>", ""])


def main() -> None:
    """Write the sprite, or the path given as the first argument."""
    source = files("flask_bootstrap") / "static" / "bootstrap5" / "icons" / "bootstrap-icons.svg"
    target = Path(
        sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "bpo_gov" / "static" / "icons.svg"
    )
    target.write_text(cut(source.read_text(encoding="utf-8"), NAMES), encoding="utf-8")
    print(f"{target.name}: {len(NAMES)} icons, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
