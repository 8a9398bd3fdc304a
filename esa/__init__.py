"""The dashboard of a Thai Educational Service Area Office: from the groups' workbooks to the views.

Data flows one way; a layer may import the layers above it, never one below:

    sheets_schema/*.toml                  every tab declared once (Frictionless Table Schema words)
    schema, problems, thai, codes, plain  what a tab is, what can be wrong, Thai text and dates
    cells, columns, personal → tables     one cell → one value; one tab → its rows and problems
    links, repeats → checks, unread       references and checks over all workbooks (checks may ask
        → frames, office                  rules); Office: frozen, shared, a table when first asked
    evidence, points, rubric, colours,    the rules: small pure functions and the table functions
        networks, figures, spending …     that map them; rules never import rules
    views/                                Streamlit: the door to the data, filters, words, charts
    pages/, app.py                        one page a question; about a screen of code each

Beside them: sources/ turns folders and Google Sheets into raw rows and imports no layer; live and
refresh hold one reading for everybody; store keeps readings, history and meetings open past ones,
changes/ compares two; report/, report_import/ and pack/ are documents; share/ is what a committee
may see and access who may come in, serving the routes around the server; templates and
google_template make empty workbooks; paper is the A4 page; cli and commands/ are the command line;
sample/ is the built-in office.

Index of every table read from a sheet: (workbook, row). Blank means unknown, never zero.
Only sources/ knows Google, only views/, pages/ and app.py know Streamlit. Bad data comes back
beside the tables as problems; exceptions are for programmers and the outside world.
"""
