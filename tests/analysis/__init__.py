"""Tests of the results. All answers are synthetic: none is that of a real organisation."""
