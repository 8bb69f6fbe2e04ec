"""How a file is read and what it would change: values in, values out."""
