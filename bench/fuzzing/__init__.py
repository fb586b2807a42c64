"""Files made to harm the readers, and the judge of what they make of them. `bench.fuzz` runs it long."""
