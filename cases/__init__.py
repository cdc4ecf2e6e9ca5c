"""Intake, people, the team on a case, the lifecycle and the policy."""
