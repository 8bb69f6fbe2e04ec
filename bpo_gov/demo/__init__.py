"""The demo: two agreements and three months of their life, told by real moves with the clock moved."""
