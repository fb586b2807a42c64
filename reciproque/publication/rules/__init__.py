"""What may be published, under which number, and what stays hidden. Pure."""
