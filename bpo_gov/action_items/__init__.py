"""Action items: who on which side does what until when, out of a matter or alone, and whether it was done in time."""
