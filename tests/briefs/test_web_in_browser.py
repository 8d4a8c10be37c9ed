"""The web page in a browser: accessible to axe-core, quiet, self-contained, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import tollbook as tb
from tests.briefs.invented import HOSTILE, PALE, claim, found
from tests.browser import opened

pytestmark = pytest.mark.long

@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened("the web page") as found_one:
        yield found_one


@pytest.fixture(scope="module")
def pages(sample, tmp_path_factory) -> dict[str, Any]:
    """Files of pages that differ in what they hold: by what they are called."""
    folder = tmp_path_factory.mktemp("pages")
    rows = [
        claim(n, f"invented-{n % 3}", source=text, low=str(n + 5), best=str(n + 7)) for n, text in enumerate(HOSTILE)
    ]
    briefs = {
        "township": tb.brief(sample, "Pale, Sagaing", "2024-11"),
        "burmese": tb.brief(sample, "Pale, Sagaing", "2024-11", language="my"),
        "state": tb.brief(sample, "MMR005", "2023"),
        "hostile": tb.brief(found(*rows), PALE, "2024-11", release="internal"),
    }
    for name, made in briefs.items():
        (folder / f"{name}.html").write_text(made.html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in briefs}


#: Elements that stick out of the window, other than in a region that scrolls.
_STICKING_OUT = """
() => [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.scroll, .skip'))
    .map(each => each.tagName + ': ' + each.textContent.slice(0, 40))
"""


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", ["township", "burmese", "state", "hostile"])
def test_the_page_in_a_browser(browser, pages, name, width):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name].as_uri())

    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [pages[name].as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_STICKING_OUT) == []
    assert page.evaluate("[...document.images].filter(each => !each.naturalWidth).length") == 0
    # What is folded away is looked at too.
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found_wrong = Axe().run(page)
    assert found_wrong.violations_count == 0, found_wrong.generate_report()
    page.close()


def test_a_figure_leads_to_its_source_and_back(browser, pages):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(pages["township"].as_uri())
    page.locator("#tiles .figure a").first.click()
    assert page.evaluate("location.hash") == "#source-1"
    page.locator("#source-1 a[href^='#ref-']").click()
    assert page.evaluate("location.hash") == "#ref-1"
    page.close()


def test_burmese_is_set_in_the_face_that_the_page_brings(browser, pages):
    page = browser.new_page()
    page.goto(pages["burmese"].as_uri())
    assert page.evaluate("document.fonts.ready.then(fonts => fonts.check('16px \"Tollbook Burmese\"', 'ပုလဲမြို့နယ်'))")
    assert page.evaluate("[...document.fonts].map(each => each.status)") == ["loaded"]
    page.close()


def test_everything_can_be_reached_from_the_keyboard(browser, pages):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(pages["township"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    scrolled = page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(each => each.scrollWidth > each.clientWidth && each.tabIndex < 0).length"
    )
    assert scrolled == 0
    page.close()
