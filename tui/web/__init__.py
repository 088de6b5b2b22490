"""postil on a page: the server, the sessions of its visitors, and the driver that these have."""
