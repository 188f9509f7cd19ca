"""Prose while it is written: live figures as signs of their own, marks under what is doubtful."""
