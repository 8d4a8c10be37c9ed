"""Secrets among parameters: they are refused, because parameters are saved with what they made."""

from __future__ import annotations

import re
from typing import Any

#: Words of a name. "key" alone is none of them: a key may be of a map.
_NAMES = re.compile(
    r"(?:^|_)(?:passwords?|passwd|passphrase|pwd|secrets?|tokens?|credentials?|bearer|authorization|cookie|jwt|"
    r"api_?keys?|access_?keys?|private_?keys?|secret_?keys?|client_?secret|ssh_?keys?)(?:_|$)"
)
_VALUES = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"  # a key block
    r"|\b(?:bearer|basic) +(?=\S*\d)[\w+/=.~-]{16,}"  # what follows "Authorization:"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # a JSON web token
    r"|\b[a-z][a-z0-9+.-]*://[^\s/:@]*:[^\s/@]+@"  # a password in an address
    r"|[?&](?:api_?key|access_?token|token|key|secret|password|sig|signature)=[^&\s]{8,}"
    r"|\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_]\w{8,}|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}"
    r"|\bxox[abeprs]-[\w-]{10,}|\bA(?:KIA|SIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\bhf_[A-Za-z0-9]{30,}",
    re.IGNORECASE,
)


def problem(name: str, value: Any) -> str | None:
    """Why a parameter is refused as a secret, in sentences that don't repeat its value; else None.

    Parameters
    ----------
    name : str
    value : object
        A text, or a list or table of such; others are no secrets by themselves.
    """
    if is_name_of_one(name):
        said = f"The parameter {name!r} is named like a secret"
    elif _is_one(value):
        said = f"The value of the parameter {name!r} looks like a secret, and is not repeated here"
    else:
        return None
    return (
        f"{said}. Parameters are saved in the executed notebook, for everybody who gets it to read, so secrets are "
        "refused. Set it as an environment variable, and let what needs it read it from there."
    )


def is_name_of_one(name: str) -> bool:
    """Whether a parameter is named like a secret: ``api_key``, ``apiKey``, ``db-password``."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return bool(_NAMES.search(re.sub(r"[^a-z0-9]+", "_", parted.lower())))


def _is_one(value: Any) -> bool:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return bool(_VALUES.search(value))
    if isinstance(value, dict):
        return any(is_name_of_one(str(name)) or _is_one(inner) for name, inner in value.items())
    return isinstance(value, list | tuple | set) and any(_is_one(inner) for inner in value)
