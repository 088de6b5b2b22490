"""How letters became bytes: in which encoding, and what went wrong before they came here."""
