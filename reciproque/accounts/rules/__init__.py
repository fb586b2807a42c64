"""What must be true of passwords, codes, roles and visits. Nothing here writes, and nothing here knows a request."""
