"""Organizations, their members and profiles."""
