"""All that one sandbox knows."""
