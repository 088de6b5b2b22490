"""What there is to read: the list of articles, and the list of places found in them."""
