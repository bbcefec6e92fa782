"""What people do to texts that wait for approval and to published ones."""
