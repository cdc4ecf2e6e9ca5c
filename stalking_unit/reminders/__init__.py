"""Telling people once what is due."""
