"""What pages of newspapers, journals and blogs are made of, each recognised by its structure."""
