"""What the pages of an agreement show: the terms in words, ready for the templates."""
