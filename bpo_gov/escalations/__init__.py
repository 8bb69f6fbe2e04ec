"""Escalations: what goes wrong, raised by either side, up the ladder of the agreement until it is resolved."""
