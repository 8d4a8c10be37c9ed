"""`panel`: a notebook's parameters as a form, where somebody sits in front of it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from tollbook.suite.panel.live import is_live


class Instead:
    """What stands in the place of a panel where nobody could use one: a sentence."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __repr__(self) -> str:
        return self.sentence


def panel(name: str, **values: Any) -> Any:
    """A notebook's parameters as a form: choose, run the notebook's own steps with them, and save what it makes.

    Where nobody could use it (papermill, nbconvert, a script) it is a sentence, and costs nothing.

    Parameters
    ----------
    name : str
        Of the notebook, such as ``airstrikes``.
    **values
        What the form begins with, where that is not the notebook's default.

    Returns
    -------
    Panel or Instead
        What a notebook shows when it is the last line of a cell.

    Raises
    ------
    UnknownNotebook
        There is none of that name; the message names the nearest.
    ParameterError
        The notebook has no such parameter.

    Examples
    --------
    >>> tb.panel("airstrikes")  # doctest: +SKIP
    >>> tb.panel("airstrikes", place="Pale, Sagaing", claims="mine.xlsx")  # doctest: +SKIP
    """
    sentence = (
        f"The panel of {name} is for JupyterLab, where somebody can choose in it (make lab). Here the notebook runs "
        "with what its parameters cell says."
    )
    if not is_live():
        return Instead(sentence)
    if find_spec("ipywidgets") is None:
        return Instead(
            "The panel needs ipywidgets, which is not installed here: python -m pip install 'tollbook[lab]'. "
            "The notebook runs without it, with what its parameters cell says."
        )
    from tollbook.suite.notebooks import find
    from tollbook.suite.panel.board import Panel

    return Panel(find(name), values, sentence)
