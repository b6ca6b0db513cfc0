"""The calling user."""
