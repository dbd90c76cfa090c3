"""Getting answers in: who is asked."""
