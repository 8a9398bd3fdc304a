"""Renderers, one a kind of document, which know no topic; see esa for who may know them.

html/: templates and styles that screen, A4 and the committee's page share; a4.py, pdf.py, slide.py,
line.py, workbook.py: what is made of topics; report/: the self-assessment report in Word.
"""
