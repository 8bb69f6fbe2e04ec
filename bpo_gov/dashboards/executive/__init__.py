"""The executive page: all relationships of a person on one screen, and the lists that its numbers were counted from."""
