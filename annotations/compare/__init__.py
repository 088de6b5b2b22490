"""How alike texts are, and what two that are held against each other have in common."""
