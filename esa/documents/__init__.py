"""See esa."""
