"""The hall: HTTP that belongs to no feature."""
