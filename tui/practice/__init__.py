"""A pair of reports to try postil on, and ten lessons over them; nothing of it is kept."""
