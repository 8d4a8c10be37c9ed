"""The suite as people use it: every notebook run in JupyterLab in a browser, and looked at."""

from __future__ import annotations

import nbformat
import pytest

from tests.suite.in_jupyterlab import ROOT, started

pytestmark = pytest.mark.long

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))

#: Outputs with one fault each, and one without.
_FAULTS = """
from IPython.display import HTML, display
display(HTML('<img src="data:image/png;base64,AAAA" alt="a picture of nothing">'))
display(HTML('<p style="overflow: hidden; white-space: nowrap; width: 3em">an invented text that is cut</p>'))
display(HTML('<p style="height: 1em; overflow: hidden; width: 3em">another invented text that is cut</p>'))
display(HTML('<p style="overflow: auto; white-space: nowrap; width: 3em">an invented text that scrolls</p>'))
"""


#: So that JupyterLab does not ask which one.
_KERNEL = {"kernelspec": {"name": "python3", "display_name": "Tollbook", "language": "python"}}


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with started(tmp_path_factory.mktemp("lab")) as found:
        yield found


@pytest.fixture
def lab(window, request):
    """A window on JupyterLab, whose last sight is kept."""
    found = window()
    yield found
    found.page.screenshot(path=found.folder / f"{request.node.name}.png")
    found.page.close()


def of_kind(outputs, kind):
    return [output for output in outputs if output["output_type"] == kind]


def test_every_notebook_runs_to_its_end_and_all_that_it_shows_is_seen_whole(lab):
    wrong = {}
    for name in NAMES:
        lab.open(name)
        outputs = lab.run_all()
        found = [output["evalue"] for output in of_kind(outputs, "error")]
        found += [output["text"] for output in of_kind(outputs, "stream") if output["name"] == "stderr"]
        found += lab.clipped()
        lab.page.screenshot(path=lab.folder / f"{name}.png")
        if found or not outputs:
            wrong[name] = found or "no output"
        lab.close()
    assert wrong == {}
    assert lab.said == []
    assert lab.asked == []


def test_what_can_not_be_seen_whole_would_be_found(lab):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(_FAULTS)], metadata=_KERNEL)
    (lab.folder / "notebooks" / "invented.ipynb").write_text(nbformat.writes(made), encoding="utf-8")
    lab.open("invented")
    lab.run_all()
    assert lab.clipped() == [
        "has no size: <img> a picture of nothing",
        "is cut at its side: <p> an invented text that is cut",
        "is cut at its side: <p> another invented text that is cut",
        "is cut at its foot: <p> another invented text that is cut",
    ]


def test_the_panel_is_used_from_the_keyboard(lab):
    """Another spelling, another month, another figure; the page that is saved is linked."""
    lab.open("township_brief")
    lab.run_all()
    page, keys = lab.page, lab.page.keyboard
    panel = page.locator(".tollbook-panel")
    page.get_by_role("button", name="Run", exact=True).focus()
    keys.press("Enter")
    ran = panel.get_by_text("Save writes the files.")
    ran.wait_for()
    before = panel.locator(".tb-results").inner_text()

    page.get_by_label("Place", exact=True).focus()
    keys.press("Control+A")
    keys.type("Alelbon")
    keys.press("Enter")
    first = page.get_by_role("radio", name="Pale Township, Sagaing Region, in which Ah Lel Bon village lies")
    first.wait_for()
    assert page.get_by_role("radio", checked=True).count() == 0, "nothing is chosen for anybody"
    keys.press("Tab")
    keys.press("Space")
    panel.get_by_text("Chosen: Pale Township, Sagaing Region").wait_for()

    page.get_by_label("Start", exact=True).fill("2024-10-01")
    page.get_by_label("End", exact=True).fill("2024-09-30")
    page.get_by_role("button", name="Run", exact=True).press("Enter")
    wrong = panel.get_by_role("alert")
    wrong.wait_for()
    assert wrong.inner_text() == "End (2024-09-30) lies before start (2024-10-01)."
    page.get_by_label("End", exact=True).fill("2024-10-31")
    wrong.wait_for(state="detached")
    page.get_by_role("button", name="Run", exact=True).press("Enter")
    ran.wait_for()
    assert panel.locator(".tb-results").inner_text() != before
    assert lab.clipped() == []
    assert lab.said == []

    page.get_by_role("button", name="Save", exact=True).press("Enter")
    panel.locator(".tb-files a").first.wait_for()
    pdf = "briefs/pale-2024-10-01-2024-10-31-draft.pdf"
    assert panel.locator(".tb-files a").first.inner_text() == pdf
    assert (lab.folder / "notebooks" / pdf).exists()
    panel.locator(".tb-files a").first.click()
    page.wait_for_function(f"() => window.jupyterapp.shell.currentWidget.context?.path === 'notebooks/{pdf}'")


def test_the_panel_is_read_out_and_seen_in_both_themes(lab):
    from axe_playwright_python.sync_playwright import Axe

    lab.open("township_brief")
    lab.run_all()
    lab.page.get_by_role("button", name="More parameters").click()
    lab.page.get_by_label("Version", exact=True).wait_for()
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.command("apputils:change-theme", theme=theme)
        lab.page.wait_for_function(f"() => document.body.dataset.jpThemeName === '{theme}'")
        found = Axe().run(lab.page, context=".tollbook-panel")
        assert found.violations_count == 0, found.generate_report()


def test_a_figure_of_a_table_opens_down_to_its_claims(lab):
    lab.open("airstrikes")
    lab.run_all()
    figure = lab.page.locator(".jp-OutputArea-output td > details").first
    figure.locator("summary").first.press("Enter")
    figure.locator("a[href^='http']").first.wait_for(state="visible")
    assert lab.clipped() == []
