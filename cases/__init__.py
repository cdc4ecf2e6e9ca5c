"""Intake, people, the team on a case, its lifecycle, and who may know."""
