"""The dashboard of a Thai Educational Service Area Office: from the groups' workbooks to the views.

Data flows one way; a package may import those above it, never one below:

    sheets_schema/*.toml          every tab declared once (Frictionless Table Schema words)
    schema, problems, thai, …     what a tab is, what can be wrong, Thai text, dates and codes
    reading/                      one cell → one value; one tab → its rows and problems; references
                                      between tabs and workbooks
    rules/                        evidence, points, rubric, colours, networks, figures, spending …:
                                      small pure functions, and the table functions that map them
    checks/                       what no single cell can tell (some ask rules)
    office, computed              all workbooks → Office: frozen, shared, a table when first asked;
                                      what the rules say of it, worked out once
    changes/                      what is different between two states of an office
    views/                        Streamlit: the door to the data, filters, words, charts
    pages/, app.py                one page a question; about a screen of code each

Beside them: sources/ turns folders and Google Sheets into raw rows and imports no other package;
live and refresh hold one reading for everybody; history/ keeps readings and meetings and opens past
ones; report/, report_import/ and pack/ are documents, paper the A4 page; access/ says who may come
in, share/ what a committee may see, serving/ is the server around the pages; templates/ makes
workbooks to fill in, connect/ sets up Google Sheets; cli and commands/ are the command line;
sample/ is the built-in office.

Index of every table read from a sheet: (workbook, row). Blank means unknown, never zero.
Only sources/ knows Google, only views/, pages/ and app.py know Streamlit. Bad data comes back
beside the tables as problems; exceptions are for programmers and the outside world.
"""
