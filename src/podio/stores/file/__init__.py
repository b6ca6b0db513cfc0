"""A session in a file that only its owner can read."""
