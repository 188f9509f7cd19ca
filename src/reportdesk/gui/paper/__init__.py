"""The printed pages in the window: set from the blocks that the Word file is made of, drawn, printed, and exported."""
