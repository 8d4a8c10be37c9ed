"""YAML as the people mean it who write it: a name once, and only what looks like a number in decimals is one.

YAML 1.1, which PyYAML reads, takes 031 for 25, 1:30 for 90, "no" for false and the last of two values under one name.
Here numbers, true, false and null are as in YAML 1.2, days stay texts, and a name that is given twice is refused.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_CORE = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)",
        list("-+0123456789"),
    ),
    ("tag:yaml.org,2002:merge", r"<<", ["<"]),
)


class NoYaml(ValueError):
    """A text that is no YAML, or gives a name twice; the message says where."""


def load(text: str) -> Any:
    """What a text says.

    Raises
    ------
    NoYaml
    """
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = "" if mark is None else f" (line {mark.line + 1}, column {mark.column + 1})"
        raise NoYaml(f"{error.problem or error.context}{where}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NoYaml(" ".join(str(error).split())) from None


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012 - filled below, and of this class alone

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise yaml.MarkedYAMLError(problem=f"{', '.join(twice)} is given twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in _CORE:
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), _first)
