"""The documentation as a site: built as `make docs` builds it, whole, self-contained, its examples run."""

import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

import tollbook as tb
from tollbook.commands.group import _EXPECTED as EXPECTED
from tollbook.commands.group import group
from tollbook.commands.names import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

#: What a browser fetches by itself, by the attribute that names it. A link that somebody follows is none of it.
FETCHED = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
}


class Page(HTMLParser):
    """What a page names: places in it, places that it leads to, and what a browser fetches for it; and its text."""

    def __init__(self, file):
        super().__init__()
        self.anchors, self.links, self.fetched, self.pictures, self.texts = {""}, [], [], [], []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        said = {name: value or "" for name, value in attributes}
        self.anchors.update(said[name] for name in ("id", "name") if name in said)
        self.fetched += [said[name] for name in FETCHED.get(tag, ()) if name in said]
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        if tag == "img":
            self.pictures.append(said)

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


@functools.cache
def page(file):
    return Page(file)


def pages(site):
    """The pages; the theme keeps a template of its own beside its styles."""
    return [file for file in sorted(site.rglob("*.html")) if "_static" not in file.parts]


def is_outside(address):
    return bool(re.match(r"(?:[a-z][a-z0-9+.-]*:)?//|(?:https?|ftp):", address.strip(), re.IGNORECASE))


def dead_links(site):
    """Links and files of pages that lead to nothing on the site."""
    dead = []
    for file in pages(site):
        here = page(file)
        for address in [*here.links, *here.fetched]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            to = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            whole = to.is_file() and (to.suffix != ".html" or unquote(parts.fragment) in page(to).anchors)
            dead += [] if whole else [f"{file.relative_to(site)}: {address}"]
    return dead


def fetched_from_outside(site):
    """Scripts, fonts, styles and pictures that a browser would fetch from somewhere else."""
    found = [f"{file.relative_to(site)}: {a}" for file in pages(site) for a in page(file).fetched if is_outside(a)]
    for file in sorted(site.rglob("*.css")):
        text = file.read_text(encoding="utf-8")
        named = re.findall(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", text)
        found += [f"{file.relative_to(site)}: {a or b}" for a, b in named if is_outside(a or b)]
    return found


def of_this_machine(site):
    """Pages that tell where they were made."""
    folders = {str(ROOT), str(site), str(Path.home()), sys.prefix}
    return [
        f"{file.relative_to(site)}: {folder}"
        for file in pages(site)
        for folder in folders
        if len(folder) > 1 and re.search(rf"{re.escape(folder)}(?![\w.-])", file.read_text(encoding="utf-8"))
    ]


def build(to):
    """Build the site as the Makefile does, into another folder."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = re.findall(r"^\t@\$\(BIN\)/python (-m sphinx .*)$", text, re.MULTILINE)
    words = shlex.split(line.replace("build/", f"{to.as_posix()}/"))
    return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=600)


@pytest.mark.long
def test_the_site_is_whole_and_fetches_nothing_and_its_examples_give_the_figures_that_they_should(tmp_path):
    done = build(tmp_path)
    # Warnings are errors to the builder; what a kernel says of its own safety is not the builder's.
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stderr.splitlines() if "WARNING" in line and "IPKernelApp" not in line] == []
    site = tmp_path / "docs"

    assert dead_links(site) == []
    assert fetched_from_outside(site) == []
    assert of_this_machine(site) == []
    assert page(site / "index.html").text == page(site / "README.html").text
    assert_the_tutorial(page(site / "docs" / "tutorial.html"))
    assert_the_reference({name for file in pages(site / "docs" / "reference") for name in page(file).anchors})
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert "cell_output" in (site / "notebooks" / f"{notebook.stem}.html").read_text(encoding="utf-8")
    look_at(site)


def assert_the_tutorial(tutorial):
    """What is said around the examples is what they gave."""
    for said in (
        # Everything that is wrong, at once.
        'error: my-claims.xlsx, row 2, column measure, "airstrike": The column measure has no such value. Did you mean',
        "error: my-claims.xlsx, row 8, column start, \"14/11/24\": The year '24' does not have four digits",
        'error: my-claims.xlsx, row 9, column low, "12000": low is 12,000 and high is 10,000, which is less.',
        "3 errors, 0 warnings.",
        "my-claims.xlsx: 17 claims of 4 incidents, 3 reports, 0 not linked to an incident",
        # What they become, and why.
        "12 findings of 3 incidents",
        "7 or more",
        "31 or more",
        "People newly displaced: 1,000 to 10,000, best 10,000",
        "sets the best, sets the high",
        # The gate, and what lies beside the brief.
        "A public brief of Pale Township up to 2024-11-30 is not due before 2024-12-07",
        "pale-2024-11-01-2024-11-30-draft.pdf",
        "pale-2024-11-01-2024-11-30-my-draft.pdf",
        "INTERNAL: not for publication.",
    ):
        assert said in tutorial.text, said
    assert "Traceback" not in tutorial.text
    # A chart and two pages, each told in words to those who can't see it.
    drawn = [picture for picture in tutorial.pictures if "_images" in picture["src"]]
    assert [bool(picture.get("alt")) for picture in drawn] == [True] * 3


def assert_the_reference(documented):
    """Every name that an analyst types is in the reference."""
    modules = {"chart": "tollbook.charts", "places": "tollbook.places", "measures": "tollbook.measures"}
    missing = []
    for name in set(tb.__all__) - {"__version__"}:
        where = modules.get(name)
        named = {f"{where}.{each}" for each in getattr(getattr(tb, name), "__all__", ())} if where else set()
        if not (named & documented or {f"tollbook.{name}", f"module-{where}"} & documented):
            missing.append(name)
    assert missing == []


def look_at(site):
    """Look at pages in a browser, on a desk and on a phone: they ask for nothing outside, and fit the window."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        assert not os.environ.get("CI"), "No Chromium is on the PATH, which .ci/run installs."
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for width in (360, 1280):
            for name in ("index", "docs/tutorial", "docs/claims_table", "docs/reference/tallies"):
                asked, wrong = [], []
                shown = browser.new_page(viewport={"width": width, "height": 800})
                shown.on("request", lambda request, asked=asked: asked.append(request.url))
                shown.on("pageerror", lambda error, wrong=wrong: wrong.append(str(error)))
                shown.goto((site / f"{name}.html").as_uri())
                assert [url for url in asked if is_outside(url) and not url.startswith("file:")] == []
                assert wrong == []
                assert shown.evaluate("document.documentElement.scrollWidth") <= width, name
                assert shown.evaluate("[...document.images].filter(one => !one.naturalWidth).length") == 0
                shown.close()
        browser.close()


def test_every_command_has_its_help_in_the_reference():
    shown = (DOCS / "reference" / "command_line.md").read_text(encoding="utf-8")
    helped = set(re.findall(r"^!tollbook ([a-z ]+) --help$", shown, re.MULTILINE))
    wanted = set(COMMANDS)
    for name in COMMANDS:
        command = group.get_command(None, name)
        # What the notebooks take that `tollbook run` runs stands in docs/notebooks.md.
        if isinstance(command, click.Group) and name != "run":
            wanted |= {f"{name} {each}" for each in command.commands}
    assert helped == wanted


def test_every_error_that_ends_a_command_with_a_sentence_is_in_the_reference():
    shown = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    told = {name.rpartition(".")[2] for name in re.findall(r"^\.\. autoexception:: (\S+)$", shown, re.MULTILINE)}
    assert told >= EXPECTED


def test_the_python_of_the_tutorial_names_only_what_there_is():
    cells = re.findall(
        r"^```\{code-cell\}\n(.*?)^```", (DOCS / "tutorial.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    named = {name for cell in cells for name in re.findall(r"\btb\.(\w+)", cell)}
    assert named
    assert named <= set(tb.__all__)
