"""Importing published reports, bringing a report up to date from a file, and starting from last year's."""
