"""What an official format is: sections, tables, cells, relations and rules, read from data and frozen."""
