"""The generated pages of the website's reference, one module per page."""
