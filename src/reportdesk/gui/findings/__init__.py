"""The list of findings beside the page."""
