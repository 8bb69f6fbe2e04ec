"""Rules of credits over periods: values in, values out."""
