"""The house: kernel below, features above it, wiring and cli on top. docs/map.md shows it on one page."""
