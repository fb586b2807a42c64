"""What leaves: the picture of a campaign and what is drawn from it."""
