"""What the screens do, each change whole or not at all."""
