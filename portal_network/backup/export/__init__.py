"""The open copy of a commune: what it has published, in forms that need no program of ours."""
