"""Prose against tables: figures found in the text, what they mean, and what they disagree with."""
