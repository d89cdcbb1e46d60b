"""The `markdown` target: pages for a website, pages for a code host, or a single page."""

from errcat.targets.target import Setting, Target

TARGET = Target(
    id="markdown",
    about="Markdown pages: a folder with an overview and a page per error, or one page if the path ends in .md",
    module="markdown",
    example="docs/errors",
    is_folder=lambda name: not name.endswith(".md"),
    settings=(
        Setting(
            "style",
            "site",
            "what reads the folder: a site generator (site), people on a code host (plain), or a built site (twins)",
            ("site", "plain", "twins"),
        ),
        Setting(
            "dialect",
            "material",
            "the Markdown of the site generator: Material for MkDocs or Zensical (material), MkDocs with another theme"
            " (mkdocs), Docusaurus (mdx), vitepress or starlight",
            ("material", "mkdocs", "mdx", "vitepress", "starlight"),
        ),
        Setting(
            "overview",
            "table",
            "how the overview of a site lists errors: in one table with filters, or in a short list by section",
            ("table", "list"),
        ),
        Setting("decoder", True, "whether a site has the page where readers paste a response to find its error"),
        Setting(
            "history",
            None,
            "the file with what each release changed, which errcat changelog --format json writes: each page then shows"
            " the history of its error, and the site has a page and a feed with all changes",
            pattern=r"\S(?:.*\S)?",
            example="errors.history.json",
            is_file=True,
        ),
        Setting("twins", False, "whether llms.txt links to the Markdown version of each page"),
        Setting(
            "relative-links",
            None,
            "how to write a catalog's links to files next to it: as links from the overview (keep), or as their words"
            " without the path (text); by default as links with MkDocs, and as words with tools that refuse links to"
            " missing files",
            ("keep", "text"),
        ),
        Setting(
            "source-url",
            None,
            "the address of an error's source, with {file} and {line}; or a path from the overview",
            pattern=r"https?://\S*|[\w./-]+(?:#\S*)?",
            example="https://github.com/acme/api/blob/main/{file}#L{line}",
        ),
    ),
)
