"""The control plane below /_sandbox/: what a test steers and asks."""
