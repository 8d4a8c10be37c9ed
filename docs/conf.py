"""How the documentation is built as a site: `make docs`.

Its source is the repository's own folder, so that a link between two pages is the same on the site and where the
repository is read. What a site needs beside its pages (the order of the pages) stands here, and not in them.
"""

from __future__ import annotations

import os
import shutil
import sys
from fnmatch import fnmatchcase
from pathlib import Path

from sphinx.addnodes import pending_xref

import tollbook

ROOT = Path(__file__).resolve().parent.parent

project = "Tollbook"
project_copyright = "Tollbook's contributors. Code: Apache-2.0. Coded data: CC BY 4.0"
version = release = tollbook.__version__
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
default_role = "py:obj"
root_doc = "README"
include_patterns = ["*.md", "docs/**.md", "data/**.md", "tests/fixtures/**.md", "notebooks/*.ipynb"]
exclude_patterns = [".*", "analysis", "build", "dist"]
highlight_language = "none"

_REFERENCE = ("claims", "findings", "tallies", "charts", "briefs", "places", "errors", "command_line")

#: The parts of the site in the order in which they are read: the page that opens each, and what it is called.
PARTS = {
    "docs/tutorial": "Tutorial",
    "docs/coding": "Coding reports",
    "docs/how_a_number_is_made": "Numbers",
    "docs/brief": "Briefs",
    "docs/release": "What may leave",
    "docs/notebooks": "Notebooks",
    "docs/reference/README": "Reference",
    "CONTRIBUTING": "Project",
}

#: What stands under a page, as patterns. A page that is named nowhere stands at the end of the last part, so that a new
#: one is never lost.
UNDER = {
    "docs/coding": ["docs/claims_table", "docs/places", "data/claims/README", "docs/wording_clashes"],
    "docs/how_a_number_is_made": ["docs/areas", "docs/places_tables", "data/reference/README"],
    "docs/brief": ["docs/outputs", "docs/gallery/README", "docs/translating"],
    "docs/release": ["docs/approval", "docs/scanning", "docs/differencing"],
    "docs/notebooks": [
        *("docs/papers", "notebooks/start_here", "notebooks/township_brief", "notebooks/*", "docs/engine"),
        "docs/cluster",
    ],
    "docs/reference/README": [f"docs/reference/{name}" for name in _REFERENCE],
    "docs/decisions/README": ["docs/decisions/[0-9]*"],
    "CONTRIBUTING": ["CHANGELOG", "docs/decisions/README", "docs/dependencies", "docs/benchmarks"],
}

#: Pages that show the list of those under them; elsewhere it stands at the side.
LISTING = {"docs/decisions/README"}

# Headings have the anchors that repositories give them.
myst_heading_anchors = 4

# Every example and every notebook is run, each in a folder of its own that is thrown away; one that fails stops the
# build. Where that takes longer than a minute, name the slow ones in nb_execution_excludepatterns.
nb_execution_mode = "force"
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
# Nothing is fetched when a page is read.
nb_ipywidgets_js = {}

autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "pydata_sphinx_theme"
html_title = "Tollbook"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_sidebars = {"README": [], "docs/tutorial": []}
html_theme_options = {
    "navbar_align": "left",
    "header_links_before_dropdown": len(PARTS),
    "navbar_persistent": ["search-button"],
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}

# `!tollbook ...` in a notebook is the one of this environment, and no example finds files of the builder's.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def setup(app):
    """Put the pages in their order as they are read, and give the site a front door."""
    app.connect("source-read", _in_order)
    app.connect("doctree-read", _without_folders)
    app.connect("build-finished", _front_door)


def _in_order(app, page, source):
    """Add to a page the list of those under it, which a site needs and a reader of the page does not."""
    found = sorted(app.env.found_docs)
    under = {name: _matching(found, patterns) for name, patterns in UNDER.items() if name in found}
    parts = [name for name in PARTS if name in found]
    under[parts[-1]] += sorted({*found} - {root_doc, *parts, *(name for names in under.values() for name in names)})
    entries = [f"{PARTS[name]} </{name}>" for name in parts] if page == root_doc else under.get(page, [])
    if entries:
        lines = "\n".join(entry if "<" in entry else f"/{entry}" for entry in entries)
        shown = ":maxdepth: 1" if page in LISTING else ":hidden:"
        source[0] += f"\n\n```{{toctree}}\n{shown}\n\n{lines}\n```\n"


def _matching(names, patterns):
    """Names in the order of the patterns that they match, each once."""
    return list(dict.fromkeys(name for pattern in patterns for name in names if fnmatchcase(name, pattern)))


def _without_folders(app, document):
    """A link to a folder, which a repository shows and a site has not, is its text alone."""
    here = (ROOT / app.env.docname).parent
    for link in list(document.findall(pending_xref)):
        if link["reftype"] == "myst" and (here / link["reftarget"]).is_dir():
            link.replace_self(link.children)


def _front_door(app, error):
    """The README is the first page of the site too, under the name that a server looks for."""
    if error is None and app.builder.format == "html":
        shutil.copyfile(Path(app.outdir, f"{root_doc}.html"), Path(app.outdir, "index.html"))
