"""What stores on shared ground have in common: names, entries as text, an end to waiting."""
