"""The rules: small pure functions and the table functions that map them; none reads a sheet."""
