"""The disk: how what a project holds is opened, written so that it lasts, and locked."""
