"""Checked exercises: right values, diagnoses, hints and comparison."""
