"""Google Sheets as a source: the only place that knows google-auth and Google's API.

address    what people paste → the spreadsheet meant, or a Fault that says what was pasted
errors     the family SheetsError and which answer of Google means which member
patience   asking again: how often, how long, after which wait
budget     how many requests were made, for the quota of a minute
secrets    what stands in the secrets, and what is missing there
client     signed in, with time-outs, retries and the addresses of the API as settings
workbooks  one spreadsheet, or several side by side → raw workbooks; versions of all at once
"""
