"""Drafts, their history and the program's settings in one local SQLite file."""
