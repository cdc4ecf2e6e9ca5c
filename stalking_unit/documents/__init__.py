"""Printed copies: made, kept encrypted, handed over."""
