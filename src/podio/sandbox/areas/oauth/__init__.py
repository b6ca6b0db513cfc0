"""Signing in: token endpoints, the authorize page, the second factor."""
