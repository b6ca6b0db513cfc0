"""Items: the records of an app."""
