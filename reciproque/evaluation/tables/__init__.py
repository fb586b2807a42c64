"""What campaigns come to, as tables."""
