"""Values that come in as spreadsheets: read and judged whole, then kept."""
