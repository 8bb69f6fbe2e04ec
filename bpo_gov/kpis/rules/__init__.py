"""What must be computed from figures: periods, scores, credits, control charts, the figures of a call log, relief."""
