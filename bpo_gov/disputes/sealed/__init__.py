"""Sealed offers: each side seals a figure, and nobody learns one unless both figures meet."""
