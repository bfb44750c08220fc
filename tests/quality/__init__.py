"""How well the reader reads: precision and recall against articles annotated by people who had not seen its rules."""
