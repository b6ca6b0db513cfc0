"""The hour's calls, shared by all who use the same API client: in memory, or on Redis."""
