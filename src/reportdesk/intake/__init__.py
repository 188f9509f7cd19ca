"""Reading what others wrote: blocks of cells from the clipboard, placed on the official tables."""
