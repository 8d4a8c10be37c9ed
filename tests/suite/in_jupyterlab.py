"""JupyterLab in a browser, on a copy of the notebooks: started as `make lab` starts it, with nothing of the user's."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser import ARGUMENTS, chromium

ROOT = Path(__file__).parents[2]
#: The longest that anything is waited for, in milliseconds: the machine may have better things to do.
LONGEST = 120_000

_WIDGET = "window.jupyterapp?.shell.currentWidget"
#: Whether the notebook in front can be run, and whether it has run: to its end, or to an error.
_READY = f"name => {_WIDGET}?.context?.path.endsWith(name) && {_WIDGET}.context.isReady && {_WIDGET}.sessionContext.isReady"
_RUN = f"""() => {{
    const widget = {_WIDGET}, codes = [...widget.content.model.cells].filter(cell => cell.type === 'code')
    const failed = codes.some(cell => cell.outputs.toJSON().some(output => output.output_type === 'error'))
    return failed || (codes.every(cell => cell.executionCount) && widget.sessionContext.session.kernel.status === 'idle')
}}"""
_OUTPUTS = f"() => [...{_WIDGET}.content.model.cells].flatMap(cell => cell.type === 'code' ? cell.outputs.toJSON() : [])"
#: A picture counts as drawn once it is decoded; what is folded away is not looked at.
_DRAWN = """() => Promise.all([...document.querySelectorAll('.jp-OutputArea-output img')].map(each => {
    each.loading = 'eager'
    return each.decode().catch(() => 0)
}))"""
_CLIPPED = """() => {
    const wrong = [], say = (each, what) => wrong.push(`${what}: <${each.tagName.toLowerCase()}> ` +
        (each.alt || each.textContent || '').trim().slice(0, 60))
    const scrolls = each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)
    for (const area of document.querySelectorAll('.jp-OutputArea-output')) {
        area.scrollIntoView()
        const right = area.getBoundingClientRect().right + 1
        for (const each of area.querySelectorAll('img, svg')) {
            if (!each.checkVisibility()) continue
            const box = each.getBoundingClientRect(), wide = each.tagName === 'IMG' ? each.naturalWidth : box.width
            if (!wide || !box.width || !box.height) say(each, 'has no size')
            let outer = each
            while (outer !== area && !scrolls(outer)) outer = outer.parentElement
            if (box.right > right && !scrolls(outer)) say(each, 'sticks out')
        }
        for (const each of [area, ...area.querySelectorAll('*')]) {
            const style = getComputedStyle(each)
            const cuts = [style.overflowX, style.overflowY].some(how => how === 'hidden' || how === 'clip')
            if (!cuts || !each.checkVisibility() || !each.textContent.trim() || each.closest('svg, style')) continue
            if (each.scrollWidth > each.clientWidth + 1) say(each, 'is cut at its side')
            if (each.scrollHeight > each.clientHeight + 3) say(each, 'is cut at its foot')
        }
    }
    return wrong
}"""


class Lab:
    """JupyterLab as a person has it in front of them.

    Attributes
    ----------
    page : Page
        Of Playwright.
    folder : Path
        With the copy of the notebooks.
    said : list of str
        Errors that the browser's console was told.
    asked : list of str
        Addresses elsewhere that were asked for anything.
    """

    def __init__(self, page: Any, folder: Path, address: str) -> None:
        self.page, self.folder, self.address = page, folder, address
        self.said: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(LONGEST)
        page.on("console", lambda told: self.said.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.asked.append(url)

    def command(self, name: str, **arguments: Any) -> None:
        """Begin a command of JupyterLab, as its menus do."""
        self.page.evaluate("([name, given]) => { window.jupyterapp.commands.execute(name, given) }", [name, arguments])

    def open(self, name: str) -> None:
        """Bring a notebook to the front, with its kernel."""
        self.command("docmanager:open", path=f"notebooks/{name}.ipynb")
        self.page.wait_for_function(_READY, arg=f"{name}.ipynb")

    def run_all(self) -> list[dict[str, Any]]:
        """Run all cells of the notebook in front, and give its outputs when its kernel has come to rest."""
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(_RUN)
        self.page.evaluate(_DRAWN)
        outputs: list[dict[str, Any]] = self.page.evaluate(_OUTPUTS)
        return outputs

    def clipped(self) -> list[str]:
        """What of the outputs in front can't be seen whole."""
        self.page.evaluate(_DRAWN)
        found: list[str] = self.page.evaluate(_CLIPPED)
        return found

    def close(self) -> None:
        """Close the notebook in front, and end its kernel."""
        self.page.evaluate(f"() => {_WIDGET}.sessionContext.shutdown()")
        self.page.evaluate(f"async () => {{ await {_WIDGET}.context.save(); {_WIDGET}.close() }}")


@contextmanager
def jupyterlab(folder: Path) -> Iterator[tuple[str, str]]:
    """JupyterLab on a copy of the notebooks in a folder; gives its address and its token."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=lambda _, names: [
        name for name in names if not name.endswith(".ipynb")])  # fmt: skip
    token, runtime = secrets.token_hex(16), folder / "own" / "runtime"
    own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": "workspaces", "JUPYTERLAB_SETTINGS_DIR": "settings", "IPYTHONDIR": "ipython"}
    environment = os.environ | {name: str(folder / "own" / where) for name, where in own.items()}
    command = [sys.executable, str(ROOT / "scripts" / "lab.py"), "--notebooks", str(folder / "notebooks"), "--no-browser"]
    command += [f"--ServerApp.port={_free()}", f"--IdentityProvider.token={token}", "--expose-app-in-browser", "--allow-root"]
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            yield _address(server, runtime, folder / "log.txt"), token
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _address(server: Any, runtime: Path, log: Path) -> str:
    """Where the server is, which it writes down once it listens."""
    latest = time.monotonic() + LONGEST / 1000
    while time.monotonic() < latest and server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                return str(json.loads(path.read_text(encoding="utf-8"))["url"])
            except ValueError:  # half-written yet
                continue
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def started(folder: Path, width: int = 1200, height: int = 900) -> Iterator[Callable[[], Lab]]:
    """JupyterLab and a new browser, whose every trace goes to a folder; gives what opens a window on it."""
    program = chromium("JupyterLab")
    from playwright.sync_api import sync_playwright

    with jupyterlab(folder) as (address, token), sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            folder / "own" / "browser",
            executable_path=program,
            args=list(ARGUMENTS),
            viewport={"width": width, "height": height},
        )

        def window() -> Lab:
            lab = Lab(browser.new_page(), folder, address)
            lab.page.goto(f"{address}lab?reset&token={token}")
            lab.page.wait_for_function("window.jupyterapp !== undefined")
            lab.page.evaluate("async () => { await window.jupyterapp.restored }")
            return lab

        yield window
        browser.close()
