"""Workbooks to fill in: empty ones as .xlsx, and those of a new year."""
