"""What the screen of articles is about: its state, pure; commands change it and widgets draw it."""
