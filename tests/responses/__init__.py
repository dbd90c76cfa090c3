"""Tests of reading returned files. All returned files that they make are synthetic."""
