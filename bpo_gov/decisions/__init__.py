"""Decisions of both sides: the words, who agreed by which authority, what they take the place of, when they are looked at again."""
