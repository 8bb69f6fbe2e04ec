"""Relationships: how each agreement stands as a whole, kept in one row: health, envelope, calendars, charges, the pulse of governance."""
