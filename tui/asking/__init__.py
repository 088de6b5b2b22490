"""What asks the person something, or tells them something, above the articles or below."""
