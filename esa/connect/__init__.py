"""Setting up Google Sheets step by step."""
