"""Turns assessments and conferences into the words that pages and papers show."""
