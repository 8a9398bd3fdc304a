"""The built-in sample office and the script that makes it: python -m esa.sample.make OUT.

facts_*.py hold what the office's own reports say, example_*.py what a seeded generator adds
(every such row carries the remark ข้อมูลตัวอย่าง), weeks.py the states of the six last Tuesdays,
office/ the CSV files the script wrote. Imports esa.reading.schema (headings, labels) and
esa.thai (days), nothing else of ours.
"""
