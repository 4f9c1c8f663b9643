"""The reader: a small encoder with heads for attribution, check-worthiness and subjectivity."""
