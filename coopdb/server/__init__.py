"""The database servers: an embedded one that starts by itself, or one that the user names."""
