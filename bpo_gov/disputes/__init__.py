"""Disputes: from notice over negotiation and mediation to a settlement that both sign, or to whoever decides in the end."""
