"""A text that has changed: what is where in its new version."""
