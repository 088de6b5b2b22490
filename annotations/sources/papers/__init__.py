"""What is made to be printed: PDFs and Word documents."""
