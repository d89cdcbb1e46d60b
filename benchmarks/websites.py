"""Sources of websites for the benchmarks: with the plugin of errcat, or of the same pages as plain Markdown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences", {"pymdownx.tabbed": {"alternate_style": True}}]  # fmt: skip # noqa: E501 -- as mkdocs.yml has it


def write_site(folder: Path, plugin: list[object], pages: dict[str, str]) -> None:
    """Write the sources of a site."""
    for name, text in {"index": "# Home\n", **pages}.items():
        file = folder / "docs" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    config = {
        "site_name": "Site",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", *plugin],
        "markdown_extensions": EXTENSIONS,
        "not_in_nav": "/pages/*",
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")


def same_markdown(catalog: Path, folder: Path) -> dict[str, str]:
    """Return the pages of a catalog as plain Markdown files, by their names."""
    subprocess.run(
        [sys.executable, "-m", "errcat", "build", catalog, "--markdown", f"{folder}/"], check=True, capture_output=True
    )
    files = {file.relative_to(folder).with_suffix("").as_posix(): file for file in folder.rglob("*.md")}
    return {f"pages/{name}": file.read_text(encoding="utf-8") for name, file in files.items()}
