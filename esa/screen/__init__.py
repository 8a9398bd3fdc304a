"""What the pages share: the door to the data, filters in the address, topics, notes, chart base.

frame (pages and layout) · book (the office, read once for all visitors) · filters (what is in
the address) · show (topics and templates) · paging (long lists) · notes (context, source, what is
left out) · columns (tables from the schema) · marks (base of the charts).
Only marks and the modules that draw charts import Altair; those do not import Streamlit.
"""
