"""What a file is, what it holds, and who may see it."""
