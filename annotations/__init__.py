"""Articles, what people point at in them, and where that is kept: the part that knows no screen."""
