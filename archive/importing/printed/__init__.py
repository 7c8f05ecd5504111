"""What printed text copied out of a PDF is made of, each recognised by its structure."""
