"""What goes into a dataset, and into which part of it."""
