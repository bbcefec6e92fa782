"""What citizens send to an authority, and what becomes of it: the register of cases."""
