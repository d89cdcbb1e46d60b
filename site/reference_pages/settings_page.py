"""The page of the settings: the keys of errcat.toml, and the settings of each target."""

from __future__ import annotations

import json

from errcat.settings import KEYS, SettingKey
from errcat.settings.scan_table import SCAN_KEYS
from errcat.targets import TARGETS
from errcat.targets.literals import md_code, md_text


def settings_page() -> str:
    lines = [
        "# Settings", "",
        "Put `errcat.toml` next to your catalogs, or in a parent folder.",
        "`errcat config` shows where each value comes from.", "",
        "```toml", 'catalogs = ["errors.yaml"]', 'fail-on = "error"          # or "warning", "info"', "",
        "[rules]", 'missing-status = "off"      # error, warning, info or off', "",
        "[changes]", 'message-changed = "safe"    # breaking, dangerous or safe', "",
        "[[changes.accepted]]        # errcat diff --accept writes it",
        'fingerprint = "0123456789abcdef0123456789abcdef"', 'reason = "No client ever got this code"',
        'expires = "2031-01-31"    # optional', "",
        "[scan]", 'paths = ["src"]', "",
        "[[scan.ignore]]", 'rule = "code-never-raised"', 'code = "gateway_timeout"    # optional',
        'path = "src/*.py"           # optional', 'reason = "The load balancer sends it"', "",
        "[[build]]", 'python = "src/acme/errors.py"', 'markdown = {path = "docs/errors", style = "site"}', "```", "",
        "| Key | Default | About | Values |", "| --- | --- | --- | --- |", *map(_setting_row, KEYS), "",
        "The keys of `[scan]`, for [errcat scan](../guides/scanning.md):", "",
        "| Key | Default | About | Values |", "| --- | --- | --- | --- |", *map(_setting_row, SCAN_KEYS), "",
        "Every [rule](../rules/index.md) has a level, and so has every kind of change that `errcat diff` reports.",
        "The build targets and their settings are:", "",
    ]  # fmt: skip
    for target in TARGETS.values():
        lines += [f"## {target.id}", "", f"{md_text(target.about[0].upper() + target.about[1:])}.", ""]
        lines += ["```toml", "[[build]]", f'{target.id} = "{target.example}"', "```", ""]
        if target.settings:
            lines += ["| Setting | Default | About | Values |", "| --- | --- | --- | --- |"]
        for setting in target.settings:
            default = "–" if setting.default is None else md_code(json.dumps(setting.default))
            lines.append(
                f"| {md_code(setting.name)} | {default} | {md_text(setting.about)} | {md_text(setting.expected)} |"
            )
        lines.append("")
    return "\n".join(lines)


def _setting_row(key: SettingKey) -> str:
    default = json.dumps(key.values.written(key.default))
    return f"| {md_code(key.name)} | {md_code(default)} | {md_text(key.about)} | {md_text(key.values.expected)} |"
