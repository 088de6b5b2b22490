"""Formats of other annotation tools, and what their files look like."""
