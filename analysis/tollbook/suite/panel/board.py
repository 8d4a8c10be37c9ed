"""The panel itself: the form, its buttons, and below them what the notebook's steps show."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from tollbook.claims.problems import counted
from tollbook.suite.declared.describing import Described
from tollbook.suite.declared.literals import cell, command
from tollbook.suite.notebooks import Notebook
from tollbook.suite.panel import looks, wrong
from tollbook.suite.panel.cells import Step, steps
from tollbook.suite.panel.controls import Control, control, label
from tollbook.suite.panel.executing import execute, sentence
from tollbook.suite.panel.wrong import Wrong

#: Parameters that few change: they are shown when asked for. One that a single notebook has, or sets, always is.
LATER = frozenset({
    "as_of", "known_on", "rule", "sources", "boundaries", "population", "coverage", "previous", "digits", "issued",
    "issue", "next_issue", "version", "approval", "beside", "output",
})  # fmt: skip
#: Endings of what people open, which is listed first.
_OPENED = (".pdf", ".html", ".png", ".zip")
#: Seconds in which all that was chosen before a click is there. JupyterLab may have controls handled in threads of
#: their own ("comms over subshells"), where a click can overtake what was chosen before it; `make lab` has that off.
_OVERTAKEN = 0.3


class Panel:
    """A form of a notebook's parameters, and what its steps show with them.

    Attributes
    ----------
    notebook : Notebook
    controls : dict of str to Control
        By the name of the parameter; those that are asked for later are made then.
    wrong : dict of str to Wrong
        What is shown to be wrong now.
    namespace : dict
        Variables of the last run, for whoever wants to go on with them: ``panel.namespace["found"]``.
    error : BaseException or None
        What stopped the last run.
    """

    def __init__(self, notebook: Notebook, values: Mapping[str, Any], sentence: str) -> None:
        self.notebook = notebook
        self.sentence = sentence
        self.namespace: dict[str, Any] = {}
        self.wrong: dict[str, Wrong] = {}
        self.error: BaseException | None = None
        self.controls: dict[str, Control] = {}
        self._described = notebook.described()
        # What a notebook begins with is known to be right, and looking its place up would take a second.
        given = notebook.check(values).model_dump() if values else {}
        self._begun = {each.name: given.get(each.name, each.default) for each in self._described}
        self._checked: dict[str, Any] = {}
        self._files_wrong: dict[str, Wrong] = {}
        self._ran: dict[str, Any] | None = None
        self._steps = steps(notebook.path)
        self._lock = threading.RLock()
        self._build()

    def _build(self) -> None:
        self._first, self._later = self._grid(), self._grid()
        self.more = widgets.ToggleButton(description="More parameters", tooltip="Show the parameters that few change")
        self.more.add_class("tb-more")
        self.run_button = widgets.Button(description="Run", button_style="primary", tooltip="Run the notebook's steps")
        self.save_button = widgets.Button(description="Save", tooltip="Write the files, as the last cell does")
        self.copies = widgets.HTML()
        self.copies.add_class("tb-copies")
        self.status = widgets.HTML()
        self.results = widgets.VBox()
        self.results.add_class("tb-results")
        buttons = widgets.HBox([self.run_button, self.save_button, self.copies])
        buttons.add_class("tb-buttons")
        style = widgets.HTML(looks.style())
        self.box = widgets.VBox([style, self._first, self.more, self._later, buttons, self.status, self.results])
        self.box.add_class("tollbook-panel")
        self._make(self._first, [each.name for each in self._described if not is_later(each)])
        self._changed()
        self.more.observe(lambda _: self._show_later(self.more.value), "value")
        self.run_button.on_click(lambda _: self.run())
        self.save_button.on_click(lambda _: self.save())

    def _grid(self) -> Any:
        made = widgets.VBox()
        made.add_class("tb-grid")
        return made

    def _make(self, grid: Any, names: list[str]) -> None:
        known = {each.name: each for each in self._described}
        for name in names:
            self.controls[name] = control(known[name])
            self.controls[name].set(self._begun[name])
            self.controls[name].on_change(self._changed)
        grid.children = tuple(self.controls[name].box for name in names)

    def _show_later(self, is_shown: bool) -> None:
        if is_shown and not self._later.children:
            self._make(self._later, [each.name for each in self._described if each.name not in self.controls])
        self._later.layout.display = None if is_shown else "none"

    @property
    def values(self) -> dict[str, Any]:
        """What is chosen, by the name of the parameter, as the parameters cell would have it."""
        return self._begun | {name: each.value for name, each in self.controls.items()}

    @property
    def command(self) -> str:
        """The command that runs the notebook with what is chosen; files by their whole paths."""
        files = {each.name for each in self._described if each.kind == "file"}
        whole = {name: _whole(value) if name in files else value for name, value in self.values.items()}
        return command(self.notebook.name, self._described, whole)

    @property
    def cell(self) -> str:
        """The parameters cell with what is chosen."""
        return cell(self._described, self.values)

    def _changed(self) -> None:
        """Something else was chosen: what is to be copied follows, and so does what is wrong, once that is shown."""
        with self._lock:
            self._follow()

    def _follow(self) -> None:
        self.copies.value = looks.copies({"Copy as command": self.command, "Copy as parameters cell": self.cell})
        values = self.values
        if "start" in self.controls and "end" in self.controls:
            self.controls["end"].tell(_period(values["start"], values["end"]))
        if self.wrong:
            kept = {name: each for name, each in self._files_wrong.items() if values[name] == self._checked[name]}
            self._refuse(kept | wrong.of_values(self.notebook, values))
            self._tell(self._to_change() if self.wrong else "Nothing is wrong any more.")

    def _refuse(self, found: dict[str, Wrong]) -> None:
        """Show beside each parameter what is wrong with it."""
        self.wrong = {name: found[name] for name in dict.fromkeys([*self.values, *found]) if name in found}
        if any(is_later(each) and each.name in found for each in self._described):
            self.more.value = True
        for name, each in self.controls.items():
            each.refuse(found.get(name))

    def _to_change(self) -> str:
        named = [label(name) for name in self.values if name in self.wrong]
        rest = [each.said for name, each in self.wrong.items() if name not in self.values]
        return " ".join([f"To be changed before it can run: {', '.join(named)}." if named else "", *rest]).strip()

    def check(self) -> bool:
        """Whether nothing is wrong with what is chosen; all that is wrong is shown beside what it concerns."""
        self._checked = self.values
        self._files_wrong = wrong.of_files(self.notebook, self._checked)
        self._refuse(self._files_wrong | wrong.of_values(self.notebook, self._checked))
        if self.wrong:
            self._tell(self._to_change())
        return not self.wrong

    def run(self) -> bool:
        """Run the notebook's own steps with what is chosen, and show below what they show.

        Returns
        -------
        bool
            Whether all of them ran.
        """
        with self._busy():
            self._ran, self.error, self.results.children = None, None, ()
            self._tell("Checking what is chosen.")
            if not self.check():
                return False
            values = self.values
            self.namespace = {"__name__": "__main__", **self.notebook.check(values).model_dump()}
            begun, number = time.monotonic(), len(self._steps.analysis)
            for at, step in enumerate(self._steps.analysis):
                self._tell(f"Step {at + 1} of {number}: {step.heading}", at, number)
                if self._execute(step) is None:
                    self._tell(f"Stopped in step {at + 1} of {number}: {step.heading}.")
                    return False
            self._ran = values
            took = f"Ran {counted(number, 'step')} in {time.monotonic() - begun:.0f} s."
            after = "Save writes the files." if self.values == values else "Something else was chosen since: run again."
            self._tell(f"{took} {after}")
            return True

    def save(self) -> list[Path]:
        """Do what the notebook's last cell does; where something else was chosen since the last run, run first.

        Returns
        -------
        list of Path
            The files that were written; shown as links.
        """
        if self._ran != self.values and not self.run():
            return []
        with self._busy():
            self._tell(f"{self._steps.saving.heading}: writing.")
            folder = Path(str(self.values.get("output", ".")))
            before = _stamps(folder)
            output = self._execute(self._steps.saving)
            if output is None:
                self._tell("Nothing was saved.")
                return []
            made = [path for path, stamp in _stamps(folder).items() if before.get(path) != stamp]
            made.sort(key=lambda path: (path.suffix not in _OPENED, path.name))
            output.append_display_data(_Bundle({"text/html": looks.links(made)}))
            self._tell(f"Saved {counted(len(made), 'file')}.")
            return made

    def _execute(self, step: Step) -> Any:
        """Run a step, and give its output; None where it failed, which is said in a sentence."""
        output = widgets.Output()
        if step.text:
            output.append_display_data(_Bundle({"text/markdown": step.text, "text/plain": step.text}))
        self.results.children += (widgets.HTML(looks.heading(step.heading)), output)
        try:
            execute(step, self.namespace, output)
        except (Exception, KeyboardInterrupt) as error:
            self.error = error
            self.results.children += (widgets.HTML(looks.problem(Wrong(sentence(error)))),)
            return None
        return output

    def _tell(self, text: str, done: int | None = None, of: int = 1) -> None:
        self.status.value = looks.told(text, done, of)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """Take no second click while something runs, and let what was chosen before the click arrive before it."""
        if threading.current_thread() is not threading.main_thread():
            time.sleep(_OVERTAKEN)
        with self._lock:
            self.run_button.disabled = self.save_button.disabled = True
            try:
                yield
            finally:
                self.run_button.disabled = self.save_button.disabled = False

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, **asked: Any) -> dict[str, Any]:
        """The form, and for a front end without widgets the sentence."""
        return {**self.box._repr_mimebundle_(**asked), "text/plain": self.sentence}


def is_later(parameter: Described) -> bool:
    """Whether a parameter is shown only when it is asked for."""
    return parameter.name in LATER and not (parameter.is_optional and parameter.default is not None)


class _Bundle:
    """Something that shows itself as it is given."""

    def __init__(self, data: dict[str, str]) -> None:
        self.data = data

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return self.data


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [str(Path(each).absolute()) for each in value]
    return str(Path(value).absolute()) if value else value


def _period(start: str | None, end: str | None) -> str:
    """A period in words."""
    if not start or not end or end < start:
        return ""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return f"{start} to {end}: {counted(days, 'day')}."


def _stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What tells whether a file of a folder is another than before."""
    if not folder.is_dir():
        return {}
    stats = {path: path.stat() for path in sorted(folder.iterdir()) if path.is_file()}
    return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in stats.items()}
