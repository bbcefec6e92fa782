"""The home screen of officers: where common work begins, and what their site still owes."""
