"""A store in a PostgreSQL database; importing this package loads no driver."""
