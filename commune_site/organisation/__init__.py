"""Who runs a place and what belongs to it: units, people, channels, villages, heritage."""
