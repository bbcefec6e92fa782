"""Plans, projects and land: rows 8 to 14 of the mandated sections."""
