"""What can be done with campaigns, sessions, annual reports."""
