"""Pictures and charts for prose: chosen, looked at, described, and put on a line of their own."""
