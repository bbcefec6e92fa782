"""Template tags of the workplace room."""
