"""What can be asked across all the apps of the house."""
