"""Telling people: an inbox in the product, and an e-mail that says only where to look."""
