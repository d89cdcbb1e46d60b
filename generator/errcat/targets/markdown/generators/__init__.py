"""The site generators that read the pages, each with its own Markdown and its own front matter."""

from errcat.targets.markdown.generators.all_generators import GENERATORS
from errcat.targets.markdown.generators.site_generator import PageFacts, SiteGenerator, plain_heading

__all__ = ["GENERATORS", "PageFacts", "SiteGenerator", "plain_heading"]
