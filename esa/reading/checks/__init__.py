"""Checks across tabs and workbooks: what no single cell can tell."""
