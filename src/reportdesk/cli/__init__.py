"""The command line: checks, exports and lists reports without a window and without Qt."""
