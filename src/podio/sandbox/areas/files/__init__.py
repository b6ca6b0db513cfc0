"""Files: uploaded, attached, listed."""
