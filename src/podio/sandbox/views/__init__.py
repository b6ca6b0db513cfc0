"""How things show in answers, whichever area answers."""
