"""From a file of the national database to the catalogue: read, check, compare, take over."""
