"""Websites in several languages, which mkdocs-static-i18n builds one after the other, each in its own folder."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_PLUGIN = "i18n"


class _I18n(Protocol):
    """What this module uses of the plugin. It reads only these attributes of files: see `place`."""

    current_language: str | None
    default_language: str
    build_languages: Sequence[str]
    i18n_files_per_language: dict[str, Sequence[File]]


def _i18n(config: MkDocsConfig) -> _I18n | None:
    return cast("_I18n | None", config.plugins.get(_PLUGIN))


def has_languages(config: MkDocsConfig) -> bool:
    """Whether each language of the website is a build of its own."""
    return _i18n(config) is not None


def is_default_build(config: MkDocsConfig) -> bool:
    """Whether this build is the one for the default language, at the top of the website."""
    i18n = _i18n(config)
    return i18n is None or i18n.current_language in (None, i18n.default_language)


def folders(config: MkDocsConfig) -> list[str]:
    """Return the folder of each language, with a `/` at the end; empty for the default language."""
    i18n = _i18n(config)
    return [""] if i18n is None else [_folder(i18n, language) for language in i18n.build_languages]


def place(file: File, config: MkDocsConfig) -> None:
    """Put a file into the folder of the language that is being built, and link it to the same file in the others."""
    i18n = _i18n(config)
    if i18n is None:
        return
    dest_uri = file.dest_uri
    language = i18n.current_language or i18n.default_language
    alternates = {language: file}
    if file.is_documentation_page():
        for other in i18n.build_languages:
            if other != language:
                alternates[other] = File.generated(config, file.src_uri, content="")
    for in_language, alternate in alternates.items():
        alternate.dest_uri = posixpath.join(_folder(i18n, in_language), dest_uri)
        # what the plugin reads for its language menu and the sitemap
        alternate.__dict__ |= {
            "alternates": alternates,
            "locale": in_language,
            "locale_alternate_of": in_language,
            "localization": None,
            "norm_src_uri": file.src_uri,
        }


def add_to_sitemap(files: Files, config: MkDocsConfig) -> None:
    """Let the sitemap list the pages that were added after the plugin made its list."""
    i18n = _i18n(config)
    if i18n is not None:
        i18n.i18n_files_per_language[i18n.current_language or i18n.default_language] = files.documentation_pages()


def _folder(i18n: _I18n, language: str) -> str:
    return "" if language == i18n.default_language else f"{language}/"
