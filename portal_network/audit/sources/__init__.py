"""What is recorded, by where it comes from."""
