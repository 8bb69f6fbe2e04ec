"""The envelope of an agreement as people look at it: how far it is used, how that came about, and what looks split."""
