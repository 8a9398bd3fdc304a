"""Google Sheets as a source: the only place that knows google-auth and Google's API.

address    what people paste → the spreadsheet meant, or a Fault that says what was pasted
errors     the family SheetsError and which answer of Google means which member
patience   asking again: how often, how long, after which wait
budget     the requests of a minute: how many were made, when the next one may be
secrets    what stands in the secrets, and what is missing there
client     signed in, with time-outs, retries and the addresses of the API as settings
answers    the parts of an answer, checked
details    the third request that some spreadsheets need: links, percents, renamed tabs
workbooks  one spreadsheet, or several side by side → raw workbooks; how all stand, at once
"""
