"""The controls of a form: one for each kind of parameter, with its meaning below it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from tollbook import measures
from tollbook.suite.declared.describing import Described
from tollbook.suite.panel import looks
from tollbook.suite.panel.wrong import Wrong

#: What a file of a parameter may end in; others are not offered, and may be typed.
_ENDINGS = {".csv", ".xlsx", ".parquet", ".json", ".pdf", ".gpkg", ".geojson", ".shp"}


class Control:
    """A parameter in a form.

    Attributes
    ----------
    parameter : Described
    box : Widget
        The label, what is chosen in, and the note below it.
    """

    def __init__(self, parameter: Described, inner: Any, is_wide: bool = False) -> None:
        self.parameter = parameter
        self.inner = inner
        self.wrong: Wrong | None = None
        self.told = ""
        self._note = widgets.HTML()
        self.box = widgets.VBox([*self._parts(), self._note])
        self.box.add_class("tb-field")
        if is_wide:
            self.box.add_class("tb-wide")
        self._write()

    def _parts(self) -> list[Any]:
        return [self.inner]

    @property
    def value(self) -> Any:
        """What is chosen, as the parameters cell would have it."""
        return self.inner.value

    def set(self, value: Any) -> None:
        """Choose a value, as the parameters cell has it."""
        self.inner.value = value

    def on_change(self, call: Callable[[], None]) -> None:
        """Call something whenever another value is chosen."""
        self.inner.observe(lambda _: call(), "value")

    def refuse(self, wrong: Wrong | None) -> None:
        """Show below it what is wrong; None: nothing is."""
        self.wrong = wrong
        self._write()

    def tell(self, told: str) -> None:
        """Show below it what was made of it."""
        self.told = told
        self._write()

    def _write(self) -> None:
        self._note.value = looks.note(self.parameter.meaning, self.wrong, self.told)


def label(name: str) -> str:
    """A parameter's name for people: ``as_of`` is "As of"."""
    return name.replace("_", " ").capitalize()


def _made(kind: Any, parameter: Described, **options: Any) -> Any:
    """A control of ipywidgets with the label and the type of a parameter."""
    return kind(description=label(parameter.name), tooltip=parameter.type, **options)


def control(parameter: Described) -> Control:
    """The control that fits a parameter, with its default chosen."""
    from tollbook.suite.panel.place_search import PlaceSearch

    if parameter.kind == "place":
        made: Control = PlaceSearch(parameter)
    elif parameter.kind == "choices":
        made = _Choices(parameter)
    elif parameter.is_list:
        made = _Lines(parameter)
    else:
        made = _KINDS[parameter.kind](parameter)
    made.set(parameter.default)
    return made


class _Text(Control):
    """A text in one line; left empty it is none, where it may be none."""

    def __init__(self, parameter: Described) -> None:
        super().__init__(parameter, self._field(parameter))

    def _field(self, parameter: Described) -> Any:
        hint = "none" if parameter.is_optional else ""
        return _made(widgets.Text, parameter, placeholder=hint)

    @property
    def value(self) -> Any:
        text = self.inner.value.strip()
        return None if not text and self.parameter.is_optional else self._read(text)

    def _read(self, text: str) -> Any:
        return text

    def set(self, value: Any) -> None:
        self.inner.value = "" if value is None else str(value)


class _Number(_Text):
    """A number; what is none stays a text, and the check of all parameters says so."""

    def _read(self, text: str) -> Any:
        try:
            return int(text)
        except ValueError:
            return text


class _File(_Text):
    """A path, with the files of the notebook's folder to choose from."""

    def _field(self, parameter: Described) -> Any:
        found = sorted(path.name for path in Path().iterdir() if path.suffix.lower() in _ENDINGS)
        hint = "none" if parameter.is_optional else ""
        return _made(widgets.Combobox, parameter, options=found, placeholder=hint, ensure_option=False)


class _Lines(Control):
    """Several texts or paths, one a line."""

    def __init__(self, parameter: Described) -> None:
        hint = "none; one a line"
        field = _made(widgets.Textarea, parameter, placeholder=hint, rows=2)
        super().__init__(parameter, field)

    @property
    def value(self) -> list[str]:
        return [line.strip() for line in self.inner.value.splitlines() if line.strip()]

    def set(self, value: list[str]) -> None:
        self.inner.value = "\n".join(value)


class _Day(Control):
    """A day, from the browser's own calendar."""

    def __init__(self, parameter: Described) -> None:
        super().__init__(parameter, _made(widgets.DatePicker, parameter))

    @property
    def value(self) -> str | None:
        day: date | None = self.inner.value
        # A day that has to be there is an empty text: the check then says how one is written.
        return day.isoformat() if day is not None else None if self.parameter.is_optional else ""

    def set(self, value: str | None) -> None:
        self.inner.value = date.fromisoformat(value) if value else None


class _Choice(Control):
    """One of a list."""

    def __init__(self, parameter: Described) -> None:
        options: list[tuple[str, str | None]] = [("none", None)] if parameter.is_optional else []
        options += [(called(parameter.name, each), each) for each in parameter.choices]
        super().__init__(parameter, _made(widgets.Dropdown, parameter, options=options))


class _Choices(Control):
    """Some of a list, each with a box to tick."""

    def __init__(self, parameter: Described) -> None:
        self.ticks = {
            each: widgets.Checkbox(description=called(parameter.name, each), tooltip=each, indent=False)
            for each in parameter.choices
        }
        inner = widgets.HBox(list(self.ticks.values()))
        inner.add_class("tb-checks")
        super().__init__(parameter, inner, is_wide=len(self.ticks) > 4)

    def _parts(self) -> list[Any]:
        head = widgets.HTML(f'<div class="tb-label">{label(self.parameter.name)}</div>')
        return [head, self.inner]

    @property
    def value(self) -> list[str]:
        return [each for each, tick in self.ticks.items() if tick.value]

    def set(self, value: list[str]) -> None:
        for each, tick in self.ticks.items():
            tick.value = each in value

    def on_change(self, call: Callable[[], None]) -> None:
        for tick in self.ticks.values():
            tick.observe(lambda _: call(), "value")


def called(parameter: str, choice: str) -> str:
    """A choice for people."""
    if parameter == "language":
        from babel import Locale

        return Locale.parse(choice).get_display_name("en") or choice
    found = measures.all_measures().get(choice)
    return found.label if found is not None else choice.replace("_", " ")


_KINDS: dict[str, Callable[[Described], Control]] = {
    "text": _Text,
    "number": _Number,
    "file": _File,
    "day": _Day,
    "choice": _Choice,
}
