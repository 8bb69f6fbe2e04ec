"""Reports due: what one side owes the other for each period, delivered in time or late, accepted or sent back."""
