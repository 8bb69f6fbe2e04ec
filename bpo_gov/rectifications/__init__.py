"""Rectification: a failing that one side notifies, the plan of the side at fault, its review, and whether it was put right."""
