"""What several readers of one article differ in, and what is settled between them."""
