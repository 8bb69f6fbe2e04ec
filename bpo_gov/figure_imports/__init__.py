"""Figures and call logs brought in by file: read in the background, looked at row by row, and taken over whole or not at all."""
