"""与上年核对: two reports side by side, in figures, in a chart over the years, and in words."""
