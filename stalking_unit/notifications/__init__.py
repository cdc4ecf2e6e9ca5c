"""Telling people, in the product and by e-mail, without a fact."""
