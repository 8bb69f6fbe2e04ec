"""The pulse of the relationship: each quarter both sides score each other and themselves, and see how far apart they are."""
