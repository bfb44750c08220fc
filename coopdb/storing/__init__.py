"""Storing: tables, loading, and the facts derived from claims. Knows SQL and no Arabic."""
