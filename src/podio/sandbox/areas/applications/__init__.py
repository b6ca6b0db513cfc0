"""Apps and their fields."""
