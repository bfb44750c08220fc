"""`python -m benchmarks`: measure coopdb against what is public, print the table, write results.json."""

from __future__ import annotations

from benchmarks.command import main

main()
