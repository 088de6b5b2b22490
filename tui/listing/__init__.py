"""What a list is about, without a screen: its rows, where one is in it, what is chosen."""
