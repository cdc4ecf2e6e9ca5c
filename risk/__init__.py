"""Assessments, formulation and case conferences."""
