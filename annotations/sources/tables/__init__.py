"""Files of many articles, a row or a line each: CSV, JSON Lines, JSON."""
