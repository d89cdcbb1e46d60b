"""The MkDocs plugin `errcat`: the pages of catalogs in any MkDocs website."""
