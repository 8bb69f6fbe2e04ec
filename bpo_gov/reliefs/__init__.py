"""Relief: a side that could not perform, but for a cause of the other side, is excused by it, or by a decision of both."""
