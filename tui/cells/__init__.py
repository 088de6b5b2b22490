"""What reaches the terminal: which characters, in how many cells, and how they look."""
