"""From a request to an answer: routing, reading, refusing, counting."""
