"""Changes of key people: announced early, a successor agreed with the other side, handed over; and who holds each post now."""
