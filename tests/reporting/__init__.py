"""Tests of what people read. All answers are synthetic."""
