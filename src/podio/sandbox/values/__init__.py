"""Item field values: one file per family of field types."""
