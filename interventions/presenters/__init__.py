"""Turns plans, orders and support into the words, tags and dates that pages and papers show."""
