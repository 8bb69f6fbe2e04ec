"""The demo: three agreements and nine months of their life, told by real moves with the clock moved."""
