"""Parts of the generator of articles: see `benchmarks/generate.py`."""
