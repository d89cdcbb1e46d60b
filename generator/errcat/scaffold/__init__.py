"""The files of a new project: what a folder already has, and what `errcat init` adds to it. Nothing is written here."""

from errcat.scaffold.catalog_files import SchemaOf, catalogs_of
from errcat.scaffold.choices import CODE_HOSTS, Choices, CodeHost
from errcat.scaffold.likely_sources import LikelySource, counted_sources
from errcat.scaffold.plan import StarterPlan, default_api_name, plan_of
from errcat.scaffold.starter_parts import ExistingFile, StarterFile
from errcat.scaffold.surroundings import Surroundings, look_around

__all__ = [
    "CODE_HOSTS",
    "Choices",
    "CodeHost",
    "ExistingFile",
    "LikelySource",
    "SchemaOf",
    "StarterFile",
    "StarterPlan",
    "Surroundings",
    "catalogs_of",
    "counted_sources",
    "default_api_name",
    "look_around",
    "plan_of",
]
