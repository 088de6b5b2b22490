"""Formats that people read: pages, notes and the dataset card."""
