"""Change requests: what the signed framework already allows to change, from the first wish to delivery."""
