"""Meetings: the joint forums of both sides, their series, agendas and minutes."""
