"""How far annotators agree: which spans are the same one, and the measures of it."""
