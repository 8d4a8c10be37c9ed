"""Traces of a machine: paths, users' names, hosts, private addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Folders that only a machine has at its root. Written apart, so that this file holds no such path.
_ROOTS = "|".join(
    [
        *("home", "root", "Users", "tmp", "var", "mnt", "media", "opt", "srv", "usr", "etc", "private", "Volumes"),
        *("Applications", "workspaces?", "work", "builds?", "runner", "github", "app", "content", "kaggle", "nix"),
        *("Library", "proc"),
    ]
)
_PATHS = (
    re.compile(rf"(?<![\w.:/~%-])/(?:{_ROOTS})/[^\s\"'<>|;,)\]}}]+"),
    re.compile(r"(?<![\w.:/~%-])/(?:mnt/)?[a-z]/Users/[^\s\"'<>|;,)\]}]+"),
    re.compile(r"(?<![\w/~])~[a-z_]*/[\w.][\w./-]*"),
    re.compile(
        r"(?<![A-Za-z0-9])[A-Za-z]:(?:\\{1,4}|/(?!/))[\w .$~()\u1000-\u109f-]{2,}(?:[\\/]{1,4}[^\s\"'<>|;,)\]}]*)?"
    ),
    re.compile(r"(?<![\\\w])\\{2,4}[A-Za-z][\w.-]+\\{1,2}[\w$.-]+[^\s\"'<>|;,)\]}]*"),
    re.compile(r"\bfile:/{1,3}[^\s\"'<>|;,)\]}]+", re.IGNORECASE),
    re.compile(r"%(?:USERPROFILE|APPDATA|LOCALAPPDATA|HOMEPATH)%[^\s\"'<>|;,)\]}]*", re.IGNORECASE),
    re.compile(r"\b(?:USER(?:NAME)?|LOGNAME|HOMEPATH|USERPROFILE)\s?=\s?[\w.\\-]+"),
)  # fmt: skip
_HOSTS = (
    re.compile(r"(?<![\w.-])localhost(?![\w-])", re.IGNORECASE),
    re.compile(
        r"(?<![\w.])(?:10(?:\.\d{1,3}){3}|127(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}"
        r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\w]|\.\d)"
    ),
    re.compile(r"(?<![\w:])(?:fe80|f[cd][0-9a-f]{2}):(?::?[0-9a-f]{1,4}){1,7}(?![\w:])", re.IGNORECASE),
    re.compile(
        r"(?<![\w.-])(?:[a-z0-9-]{2,}\.)+(?:local|lan|localdomain|internal|intranet|corp)(?![\w.(=-])", re.IGNORECASE
    ),
    re.compile(r"(?<![\w-])(?:DESKTOP|LAPTOP|WIN|MACBOOK|IPHONE)-[A-Z0-9]{5,}(?![\w-])"),
    re.compile(r"[?&]token=[0-9a-f]{16,}"),
    re.compile(r"\b(?:HOSTNAME|COMPUTERNAME)\s?=\s?[\w.-]+"),
    re.compile(r"(?<![\w.])[a-z_][\w-]{0,30}@[\w-]{2,60}:[~/][\w./-]*[$#]"),
)  # fmt: skip


def paths(text: str) -> Iterator[str]:
    """Paths and users' names in a text."""
    if "/" in text or "\\" in text or "=" in text or "%" in text:
        for pattern in _PATHS:
            yield from (match.group() for match in pattern.finditer(text))


def hosts(text: str) -> Iterator[str]:
    """Names and private addresses of machines in a text."""
    for pattern in _HOSTS:
        yield from (match.group() for match in pattern.finditer(text))
