"""What goes over a whole project: articles in, datasets out, and the rest of the commands."""
