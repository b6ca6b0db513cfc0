"""What comes back: typed views over the JSON that Podio sent."""
