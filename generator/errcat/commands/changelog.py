"""`errcat changelog`: what each release changed, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

from errcat import checking
from errcat.changes import Comparison, Side, compare
from errcat.commands import terminal
from errcat.commands.diff_sides import side_in, sides_against_history
from errcat.commands.exit_codes import COULD_NOT_RUN, OK
from errcat.commands.options import color_option, config_option
from errcat.commands.project import catalogs_of, check_settings, load_settings
from errcat.commands.reports import print_report
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.history import Baseline, Repository, baseline_commit, parse_revision, repository_of
from errcat.model.catalog import Catalog
from errcat.reporting.changes.changelog import Release, changelog
from errcat.settings import Settings

_UNRELEASED = "Unreleased"
_NOTHING = Side("", Catalog(), ())
"""What a commit has if it doesn't have the catalog."""


@click.command("changelog")
@click.argument("paths", nargs=-1, metavar="[CATALOG]...")
@click.option(
    "--since", metavar="REF", help="The release to start after: a tag, a branch or a commit.  [default: the last tag]"
)
@config_option
@color_option
def command(paths: tuple[str, ...], since: str | None, config: str | None, color: str) -> int:
    """Print what each release changed, in Markdown.

    The changelog has a section for each tag since REF that changed a catalog, and one for what isn't released yet, the
    newest first. Each section lists what is breaking, dangerous, deprecated, added and changed, with links to the pages
    of the errors if the catalog has an api.docs_url.

    Without CATALOG, it is about all catalogs of errcat.toml. errcat only reads the Git repository.

    \b
    Examples:
      errcat changelog
      errcat changelog --since v1.2 > changes.md
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    in_settings = check_settings(settings)
    if in_settings is not None and in_settings.worst >= Level.ERROR:
        print_report([in_settings], color, err=True)
        return COULD_NOT_RUN
    repository = repository_of(settings.root)
    if repository is None:
        raise RunError("no-repository", path=str(settings.root))
    first = _start(repository, since)
    terminal.put(changelog(list(_releases(repository, first, paths, settings))))
    return OK


def _start(repository: Repository, since: str | None) -> Baseline:
    """Return the commit to start after."""
    name = parse_revision(since).name if since is not None else repository.answer("describe", "--tags", "--abbrev=0")
    baseline = baseline_commit(repository, name) if name else None
    if baseline is None:
        raise RunError("no-release", help="shallow" if repository.is_shallow else "")
    return baseline


def _releases(repository: Repository, first: Baseline, paths: Sequence[str], settings: Settings) -> Iterator[Release]:
    """Yield what isn't released yet, then each tag, the newest first."""
    tags = repository.tags_since(first.commit)
    commits = [first, *(Baseline(tag.commit, tag.name) for tag in tags)]
    today = checking.current_day()
    pairs = sides_against_history(paths, commits[-1].commit, settings)
    yield Release(_UNRELEASED, "", [_comparison(pair.old, pair.new, settings, today) for pair in pairs])
    catalogs = catalogs_of(paths, settings)
    for number in reversed(range(len(tags))):
        day = date.fromisoformat(tags[number].day)
        sides = [[side_in(repository, commit, path) for commit in commits[number : number + 2]] for path in catalogs]
        comparisons = [_comparison(old, new or _NOTHING, settings, day) for old, new in sides if old or new]
        yield Release(tags[number].name, tags[number].day, comparisons)


def _comparison(old: Side | None, new: Side, settings: Settings, day: date) -> Comparison:
    if old is None:
        return Comparison(_NOTHING, new, (), is_first=True)
    return compare(old, new, settings.changes, day)
