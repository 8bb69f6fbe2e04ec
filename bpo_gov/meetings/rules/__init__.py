"""What must be computed about a meeting: when it is, whether enough people came, and whose turn it is to chair."""
