"""What keys do on the workbench, by concern: each class is a table of commands and their doing."""
