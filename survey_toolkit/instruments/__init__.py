"""What is asked: the questionnaire as data."""
