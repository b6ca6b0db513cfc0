"""The two drivers that do what the engine decides: one blocks, one awaits."""
