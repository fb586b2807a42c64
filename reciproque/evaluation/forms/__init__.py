"""What people type about campaigns, sessions, annual reports."""
