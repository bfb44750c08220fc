"""Measurements of coopdb: `python -m benchmarks` prints what is reached, against what."""
