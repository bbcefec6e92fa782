"""Work behind requests: the queue, its workers, what is due by the clock, and what was given up."""
