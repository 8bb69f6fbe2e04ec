"""Escalation history: a log of cases from elsewhere, brought in through the same table of moves with the times of the log."""
