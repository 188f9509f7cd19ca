"""报告库: the start page with all reports of the data folder."""
