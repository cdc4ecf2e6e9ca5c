"""Tests of who people are, how they come in, and whom they act for."""
