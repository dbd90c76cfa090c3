"""survey_toolkit: from the returned questionnaires of organisations to the tables of the report."""

__version__ = "0.1.0"
