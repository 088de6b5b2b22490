"""One article on the screen: its text in rows, what is selected, and what stands around it."""
