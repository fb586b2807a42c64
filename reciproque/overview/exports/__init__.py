"""What leaves the house: papers, books of sheets, the exchange format."""
