"""Glue for web frameworks; imported by nobody but the user."""
