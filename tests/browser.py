"""The browser that tests look at pages with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

#: Debian's name, and those of other systems. Playwright's own download is never used.
_NAMES = ("chromium", "chromium-browser", "google-chrome")

#: No sandbox: CI runs as an administrator, for whom Chromium has none. All pages are our own.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium(what: str) -> str:
    """Path of Chromium. Where there is none, the test is skipped; where CI is set, it fails."""
    program = next((path for path in map(shutil.which, _NAMES) if path), None)
    if program is None:
        told = f"No Chromium is on the PATH ({', '.join(_NAMES)}): {what} was not looked at in a browser."
        if os.environ.get("CI"):
            pytest.fail(f"{told} .ci/run installs it.")
        pytest.skip(told)
    return program


@contextmanager
def opened(what: str) -> Iterator[Any]:
    """Chromium as Playwright drives it, for some tests."""
    program = chromium(what)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
