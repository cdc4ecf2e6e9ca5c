"""Telling people once that something is due."""
