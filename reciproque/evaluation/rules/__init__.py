"""What judges campaigns, sessions and what they come to: pure, facts are handed in."""
