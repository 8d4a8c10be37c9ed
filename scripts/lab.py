"""Open JupyterLab on the notebooks, with this environment's kernel; it asks nothing of any network.

    python scripts/lab.py                         opens notebooks/start_here.ipynb in the browser
    python scripts/lab.py --no-browser            the same without; any other option goes to JupyterLab as it is
    python scripts/lab.py --notebooks FOLDER      another folder with notebooks

What is set stands in this file and in scripts/lab/: no news, no question whether to fetch some, no check for updates,
no list of extensions. Your own settings of JupyterLab are read and stay as they are; where its windows stand is kept
with the environment.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = Path(__file__).resolve().parent / "lab"
#: Where JupyterLab keeps which notebooks were open: with the environment, and not among your own.
WORKSPACES = Path(sys.prefix) / "share" / "jupyter" / "lab" / "workspaces"
#: What is opened first, the first of them that is there.
FIRST = ("start_here.ipynb", "township_brief.ipynb")


def options(notebooks: Path) -> list[str]:
    """Options of JupyterLab for a folder of notebooks; its parent is the root, so that links to what is there work."""
    first = next((name for name in FIRST if (notebooks / name).is_file()), "")
    return [
        f"--ServerApp.root_dir={notebooks.parent}",
        f"--LabApp.default_url=/lab/tree/{notebooks.name}/{first}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        f"--LabApp.workspaces_dir={os.environ.get('JUPYTERLAB_WORKSPACES_DIR', WORKSPACES)}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]


def set_environment() -> None:
    """Put our kernel before all others of its name: it runs the interpreter that runs this."""
    others = os.environ.get("JUPYTER_PATH", "")
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(SETTINGS), *([others] if others else [])])


def main() -> int:
    """Start JupyterLab, and stay until it ends."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--notebooks", type=Path, default=ROOT / "notebooks")
    given, rest = parser.parse_known_args()
    set_environment()
    from jupyterlab.labapp import main as lab

    return int(lab([*options(given.notebooks.resolve()), *rest]) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
