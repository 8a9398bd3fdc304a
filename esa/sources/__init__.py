"""Where workbooks come from: each source returns raw workbooks and imports no other layer."""
