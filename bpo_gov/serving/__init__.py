"""Running the house on one machine: its parts, their supervisor, the embedded queue server, and the doctor."""
