"""The window: draws, asks and forwards; the only package that knows Qt."""
