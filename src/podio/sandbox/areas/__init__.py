"""The areas of the API, each with the operations that it does."""
