"""Settings by concern; ``base`` gathers them."""
