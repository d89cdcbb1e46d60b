"""`errcat changelog`: what each release changed, in Markdown or as JSON."""

from __future__ import annotations

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.exit_codes import COULD_NOT_RUN, OK
from errcat.commands.options import color_option, config_option
from errcat.commands.project import catalogs_of, check_settings, load_settings
from errcat.commands.release_sides import ReleaseReader
from errcat.commands.reports import print_report
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.history import Baseline, Repository, baseline_commit, parse_revision, repository_of
from errcat.history.baseline import path_in
from errcat.reporting.changes.changelog import changelog
from errcat.reporting.changes.changelog_json import changelog_json

_UNRELEASED = "Unreleased"
_MARKDOWN, _JSON = "markdown", "json"
_FORMATS = {
    _MARKDOWN: "for people",
    _JSON: "for programs and for the history on a website; errcat schema changelog prints its schema",
}


@click.command("changelog")
@click.argument("paths", nargs=-1, metavar="[CATALOG]...")
@click.option(
    "--since", metavar="REF", help="The release to start after: a tag, a branch or a commit.  [default: the last tag]"
)
@click.option("--all", "is_whole", is_flag=True, help="Start with the first tag.")
@click.option("--release", metavar="NAME", help="The name of the release that you are about to tag.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_FORMATS)),
    default=_MARKDOWN,
    show_default=True,
    help=" ".join(f"{name} is {about}." for name, about in _FORMATS.items()),
)
@config_option
@color_option
def command(  # noqa: PLR0917 — click passes them by name
    paths: tuple[str, ...],
    since: str | None,
    is_whole: bool,
    release: str | None,
    format_: str,
    config: str | None,
    color: str,
) -> int:
    """Print what each release changed.

    The changelog has a section for each tag since REF that changed a catalog, and one for what isn't released yet, the
    newest first. Each section lists what is breaking, dangerous, deprecated, added and changed, with links to the pages
    of the errors if the catalog has an api.docs_url. Internal errors are not in it.

    Without CATALOG, it is about all catalogs of errcat.toml. errcat only reads the Git repository.

    A website shows the history of each error if it gets the changelog as JSON: see the setting `history` of the target
    markdown and of the MkDocs plugin.

    \b
    Examples:
      errcat changelog
      errcat changelog --since v1.2 > changes.md
      errcat changelog --all --format json > errors.history.json
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if is_whole and since is not None:
        raise click.UsageError("--all starts with the first tag: omit it or --since")
    if release is not None and not release.strip():
        raise click.UsageError("--release needs a name, such as v1.3")
    settings = load_settings(config)
    in_settings = check_settings(settings)
    if in_settings is not None and in_settings.worst >= Level.ERROR:
        print_report([in_settings], color, err=True)
        return COULD_NOT_RUN
    repository = repository_of(settings.root)
    if repository is None:
        raise RunError("no-repository", path=str(settings.root))
    if is_whole and repository.is_shallow:
        raise RunError("no-release", help="shallow")
    first = None if is_whole else _start(repository, since)
    catalogs = catalogs_of(paths, settings)
    day = checking.current_day().isoformat() if release else ""
    reader = ReleaseReader(repository, settings)
    releases = list(reader.releases(catalogs, first, release or _UNRELEASED, day, is_whole=not paths))
    if format_ == _JSON:
        names = [path_in(repository, catalog) for catalog in catalogs]
        terminal.put(changelog_json(releases, names, first.label if first else None))
    else:
        terminal.put(changelog(releases))
    return OK


def _start(repository: Repository, since: str | None) -> Baseline:
    """Return the commit to start after."""
    name = parse_revision(since).name if since is not None else repository.answer("describe", "--tags", "--abbrev=0")
    baseline = baseline_commit(repository, name) if name else None
    if baseline is None:
        raise RunError("no-release", help="shallow" if repository.is_shallow else "")
    return baseline
