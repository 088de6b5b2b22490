"""Formats that programs are trained on: tokens with their tags, docs and datasets."""
