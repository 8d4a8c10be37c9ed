"""What a form or an option has to know of a parameter beside its type: its kind, its choices, whether it is a file."""

from __future__ import annotations

from dataclasses import dataclass

#: Kinds of parameters: which control fits one.
KINDS = ("place", "day", "choice", "choices", "text", "number", "file")


@dataclass(frozen=True)
class Shown:
    """Stands in the annotation of each field of parameters.

    Attributes
    ----------
    kind : str
        Of `KINDS`. A choice is one of `choices`, and choices are several of them.
    choices : tuple of str
        Empty where anything may be given.
    copied : str
        Of a file that a run copies to where the notebook runs: what messages call it, such as "claims file". Empty: it
        is not copied.
    is_told : bool
        Whether its value may be one that stays inside, such as an incident's id, which is made of names of villages:
        the notebook that is kept of a public run has what the facts tell of it instead.
    """

    kind: str
    choices: tuple[str, ...] = ()
    copied: str = ""
    is_told: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"There is no kind of parameter {self.kind!r}. There are: {', '.join(KINDS)}.")
