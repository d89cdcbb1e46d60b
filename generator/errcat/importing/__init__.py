"""Existing lists of errors → a catalog: pages, tables, data files, OpenAPI documents and code.

1. `found/sources` reads files, within bounds. Nothing is fetched, and nothing is run.
2. `readers/` turns each source into *pieces* with line numbers: headings, tables, lists, code. A reader knows its
   source format, and nothing about errors.
3. `guess/` finds errors in pieces. `found/field_words` is the one table of the words that name a field.
4. `found/drafts` collects the errors of all sources; `catalog_data` turns them into the data of a catalog.
5. `found/ledger` accounts for every line of every source.
"""
