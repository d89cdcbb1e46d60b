"""The `markdown` target: pages for a website, pages for a code host, or a single page."""

from errcat.targets.target import Setting, Target

TARGET = Target(
    id="markdown",
    about="Markdown: one page where the path ends in .md, else a folder with an overview and a page per error",
    module="markdown",
    example="docs/errors",
    is_folder=lambda name: not name.endswith(".md"),
    settings=(
        Setting(
            "style",
            "site",
            "what a folder is for: a site generator (site), reading as it is (plain), a made site (twins)",
            ("site", "plain", "twins"),
        ),
        Setting("twins", False, "whether llms.txt leads to the Markdown beside each page of the site"),
        Setting(
            "relative-links",
            "keep",
            "what becomes of a catalog's links to files beside it: links from the overview (keep), or no links (text)",
            ("keep", "text"),
        ),
        Setting(
            "source-url",
            None,
            "where an error stands in the catalog, with {file} and {line}; or a path from the overview",
            pattern=r"https?://\S*|[\w./-]+(?:#\S*)?",
            example="https://github.com/acme/api/blob/main/{file}#L{line}",
        ),
    ),
)
