"""Workbooks to fill in: empty ones, in Excel and Google Sheets, and those of a new year."""
