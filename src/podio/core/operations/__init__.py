"""An operation as a value: declared once, described by a call, filled into a path."""
