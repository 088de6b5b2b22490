"""How alike texts are, whole and by the paragraph."""
