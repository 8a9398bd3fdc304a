"""Every figure of the board for machines: JSON with stable names, see docs/figures.md."""
