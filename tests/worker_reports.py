"""A pytest plugin for workers of pytest-xdist: they send one report of a test that passes, instead of three.

A test that passes is set up and torn down, and nobody needs to hear of it. Thousands of tests are quick, and each message
costs both processes as much as such a test. Without workers, pytest's own protocol runs.
"""

from __future__ import annotations

import pytest
from _pytest.runner import runtestprotocol


class OneReport:
    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        for report in runtestprotocol(item, log=False, nextitem=nextitem):
            if report.when == "call" or not report.passed:
                item.ihook.pytest_runtest_logreport(report=report)
        return True


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(OneReport())
