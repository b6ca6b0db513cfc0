"""A Podio session in a person's web session, or in a store behind it."""
