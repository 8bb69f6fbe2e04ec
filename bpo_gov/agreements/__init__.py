"""Agreements: the parties, their people, and the framework they signed."""
