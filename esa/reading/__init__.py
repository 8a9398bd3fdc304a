"""From raw rows to typed tables: cells, headings, tabs, and the references between them."""
