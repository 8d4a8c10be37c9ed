"""Running one cell of a notebook inside a panel: what it prints and shows goes to an output of the panel's own."""

from __future__ import annotations

import ast
import io
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout
from typing import Any, Protocol

from tollbook.suite.panel.cells import Step


class Output(Protocol):
    """What takes in what a cell shows, as the output of ipywidgets does.

    Attributes
    ----------
    outputs : tuple of dict
        What it took in, as notebooks keep it.
    """

    outputs: tuple[dict[str, Any], ...]

    def append_stdout(self, text: str) -> None:
        """Take text."""
        ...

    def append_stderr(self, text: str) -> None:
        """Take a warning."""
        ...

    def append_display_data(self, display_object: Any) -> None:
        """Take an object that shows itself."""
        ...

    def hold_sync(self) -> AbstractContextManager[None]:
        """Tell the front end nothing meanwhile."""
        ...


def execute(step: Step, namespace: dict[str, Any], output: Output) -> None:
    """Run a cell as a notebook does: its last line shows its value.

    Parameters
    ----------
    step : Step
    namespace : dict
        Its variables: read, and added to.
    output : Output

    Raises
    ------
    Exception
        Whatever the cell raises. What it had shown before stays shown.
    """
    printed, warned = io.StringIO(), io.StringIO()

    def display(*values: Any, **_: Any) -> None:
        _pass_on(printed, output.append_stdout)
        for value in values:
            show(value, output)

    namespace["display"] = display
    try:
        with redirect_stdout(printed), redirect_stderr(warned):
            value = _value(step, namespace)
    finally:
        _pass_on(printed, output.append_stdout)
        _pass_on(warned, output.append_stderr)
    if value is not None:
        show(value, output)


def show(value: Any, output: Output) -> None:
    """Let an object show itself in an output."""
    with output.hold_sync():
        output.append_display_data(value)
        # ipywidgets leaves pictures as bytes, which no front end draws.
        output.outputs = tuple(
            {**each, "data": _encoded(each["data"])} if "data" in each else each for each in output.outputs
        )


def _encoded(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an object shows of itself by kind, bytes as notebooks keep them."""
    return {kind: b64encode(it).decode() if isinstance(it, bytes) else it for kind, it in data.items()}


def _value(step: Step, namespace: dict[str, Any]) -> Any:
    """The value of its last line, where that is an expression that no semicolon ends."""
    name = f"<{step.heading}>"
    tree = ast.parse(step.source, name)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, name, "exec"), namespace)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), name, "exec"), namespace)
    value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
    return None if step.source.rstrip().endswith(";") else value


def _pass_on(text: io.StringIO, take: Callable[[str], None]) -> None:
    if text.getvalue():
        take(text.getvalue())
    text.seek(0)
    text.truncate()


def sentence(error: BaseException) -> str:
    """What an error says, for people: our own messages are sentences; others get the name of their kind before them."""
    if isinstance(error, KeyboardInterrupt):
        return "It was stopped."
    said = str(error).strip()
    if type(error).__module__.startswith("tollbook") and said:
        return said
    return f"{type(error).__name__}: {said}".rstrip(": ")
