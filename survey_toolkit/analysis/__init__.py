"""Answers become results: counts, scores, ranks, the potential matrix, and published figures."""
