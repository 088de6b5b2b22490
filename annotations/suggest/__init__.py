"""Suggesters: rules and models that propose annotations, one source a module."""
