"""Workflow commands of GitHub Actions: lines of a log that become annotations."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.text.visible import visible


def workflow_command(kind: str, properties: Mapping[str, object], text: str) -> str:
    """Return a command: `error`, `warning` or `notice`, with the place that it is about."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{kind} {listed}::{_message(text)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(visible(text)).replace(":", "%3A").replace(",", "%2C")
