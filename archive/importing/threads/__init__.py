"""Comment threads in pages: rows, the bullets and author lines in them, the layout, the comments and their words."""
