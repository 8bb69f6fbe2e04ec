"""Measures what the house promises in figures; `make bench` prints one JSON line for each and fails where a bound is broken."""
