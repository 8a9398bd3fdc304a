"""The server around the pages: starting it, routes of our own, headers."""
