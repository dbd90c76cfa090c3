"""How long the program takes beside what it cannot do without. Run: python -m benchmarks."""
