"""Files become answers: read, recognise, normalise, assemble."""
