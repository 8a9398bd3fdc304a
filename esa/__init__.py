"""The dashboard of a Thai Educational Service Area Office: from the groups' workbooks to the views.

Data flows one way. A room may know those below it in this picture, never one above; import-linter
keeps it (pyproject.toml). Rooms on one line don't know each other, nor do the pages:

    pages                     one folder a page: its script, and what only it says and draws
    commands                  the command line
    screen                    what all pages share: door, frame, filters, tables (Streamlit)
    serving                   the server around the pages: routes, headers, limits
    connect, imports, rollup  the way to Google Sheets; last year's reports into workbooks; what
                              many offices publish for their province and the ministry
    share                     what a committee may see: links, redaction, suppression
    documents                 renderers: A4, PDF, workbook, Word
    telling                   what is said about the office, in Thai, as data
    history                   readings and meetings that are kept; one reading for everybody
    templates                 workbooks to fill in
    changes, sample           what differs between two states; the built-in office
    judged                    what the rules say of one office, each part worked out once
    reading                   raw rows to the Office and its problems, by sheets_schema/
    rules, sources            small pure functions; folders and Google Sheets to raw rows
    access                    who may see and do what
    codes, fiscal_year, plain, thai, uncollected

Index of every table read from a sheet: (workbook, row). Blank means unknown, never zero. Bad data
comes back beside the tables as problems; exceptions are for programmers and the outside world.
"""
