"""KPIs: figures that both sides agree on, and what comes of them: points, credits, relief, the pulse of the relationship."""
