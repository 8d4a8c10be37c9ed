"""What a panel looks like: pieces of HTML, in which every text is escaped, and one style sheet."""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from tollbook.suite.panel.wrong import Wrong

_STYLE = Path(__file__).with_name("panel.css")

# A click opens what is folded, and copies it where the browser lets it; where it does not, the text can be marked.
_COPY = (
    "const box=this.parentElement,said=box.querySelector('[role=status]');"
    "if(box.open){said.textContent='';return}"
    "const text=box.querySelector('pre').textContent;"
    "(navigator.clipboard?navigator.clipboard.writeText(text):Promise.reject()).then("
    "()=>{said.textContent='Copied.'},()=>{said.textContent='Mark the text and copy it.'})"
)


def style() -> str:
    """The style sheet, as an element."""
    return f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"


def heading(text: str) -> str:
    """What stands above the outputs of a step."""
    return f"<h3>{escape(text)}</h3>"


def note(meaning: str, wrong: Wrong | None, told: str = "") -> str:
    """What stands below a control: what the parameter means, what was made of it, and what is wrong with it."""
    lines = [f'<div class="tb-help">{escape(meaning)}</div>']
    if told:
        lines.append(f'<div class="tb-told" role="status">{escape(told)}</div>')
    if wrong is not None:
        lines.append(problem(wrong))
    return "".join(lines)


def problem(wrong: Wrong) -> str:
    """What is wrong, which a screen reader reads out as it appears."""
    shown = "" if wrong.table is None else f'<div class="tb-problems">{wrong.table._repr_html_()}</div>'
    said = escape(wrong.said).replace("\n", "<br>")
    return f'<div class="tb-wrong" role="alert">{said}</div>{shown}'


def told(text: str, done: int | None = None, of: int = 1) -> str:
    """Where a run is; with a bar where it is told how many of how many steps are done."""
    bar = "" if done is None else f'<progress max="{of}" value="{done}" aria-label="Steps that are done"></progress> '
    return f'<div class="tb-status" role="status">{bar}{escape(text)}</div>'


def copies(texts: dict[str, str]) -> str:
    """Texts to copy, each folded under what it is called."""
    return "".join(
        f'<details class="tb-copy"><summary class="jupyter-button" onclick="{escape(_COPY)}">{escape(called)}</summary>'
        f'<span role="status"></span><pre tabindex="0">{escape(text)}</pre></details>'
        for called, text in texts.items()
    )


def links(paths: Iterable[Path]) -> str:
    """Files as links that JupyterLab opens: relative to the notebook, whose folder is the kernel's."""
    lines = [f'<li><a href="{escape(_address(path))}" target="_blank">{escape(str(path))}</a></li>' for path in paths]
    return f'<ul class="tb-files">{"".join(lines)}</ul>'


def _address(path: Path) -> str:
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.absolute().as_uri()
    return quote(Path(relative).as_posix())
