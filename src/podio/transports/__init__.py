"""The HTTP library, blocking and async; nothing else imports it."""
