"""A small installation whose worker does one job, step by step, as a test allows."""
