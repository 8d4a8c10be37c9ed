"""The index of published issues in a browser, from a folder without a server: searched, filtered, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import opened
from tests.series.shelf_of import about, put, withdraw
from tollbook.series import shelf

pytestmark = pytest.mark.long

#: More issues than are shown at once.
MANY = 130


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened("the index") as found_one:
        yield found_one


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    """Two places in two languages, one issue replaced and one withdrawn."""
    folder = tmp_path_factory.mktemp("published")
    here = folder / "monthly" / "2024-11"
    for told in (about(), about(version=2), about(language="my"), about("Kale", "MMR005027")):
        put(here, told)
    withdraw(
        here, put(folder / "monthly" / "2024-10", about("Ye-U", "MMR005014")) and put(here, about("Ye-U", "MMR005014"))
    )
    return shelf.arrange(folder, {"monthly": "Invented, by month"})


@pytest.fixture
def page(browser, index) -> Iterator[Any]:
    looked = browser.new_page(viewport={"width": 1200, "height": 900})
    looked.said, looked.asked = [], []
    looked.on("console", lambda message: looked.said.append(message.text))
    looked.on("pageerror", lambda error: looked.said.append(str(error)))
    looked.on("request", lambda request: looked.asked.append(request.url))
    looked.goto(index.as_uri())
    yield looked
    assert looked.said == []
    assert all(url.startswith("file:") for url in looked.asked), "nothing of any network"
    looked.close()


def shown(page) -> list[str]:
    """Names and versions of the issues that are shown."""
    texts = page.locator("#issues > li:visible").all_inner_texts()
    return [" ".join(re.search(r"(\S+) Township.*?(version \d)", text, re.DOTALL).groups()) for text in texts]


def look_for(page, text: str) -> None:
    page.get_by_label("Place, name or code").fill(text)


def test_at_first_all_are_shown_that_no_later_version_has_replaced(page):
    assert sorted(shown(page)) == [
        "Kale version 1",
        "Pale version 1",
        "Pale version 2",
        "Ye-U version 1",
        "Ye-U version 1",
    ]
    assert page.locator("#count").inner_text() == "5 of 6 issues"
    page.get_by_label("Also versions that a later one has replaced").check()
    assert len(shown(page)) == 6
    assert page.get_by_text("Replaced by version 2").is_visible()
    assert page.get_by_text("Withdrawn on 2025-04-01").is_visible()


@pytest.mark.parametrize(
    ("text", "names"),
    [("kale", ["Kale version 1"]), ("ပုလဲ", ["Pale version 1", "Pale version 2"]), ("MMR005027", ["Kale version 1"]),
     ("2024-10", ["Ye-U version 1"]), ("nowhere", [])],
)  # fmt: skip
def test_a_place_is_found_by_its_names_code_and_period(page, text, names):
    look_for(page, text)
    assert sorted(shown(page)) == names


def test_filters_go_together_and_an_address_keeps_them(page, browser):
    page.get_by_label("Language").select_option("my")
    look_for(page, "pale")
    assert shown(page) == ["Pale version 1"]
    again = browser.new_page()
    again.goto(page.url)
    assert shown(again) == ["Pale version 1"]
    assert again.get_by_label("Place, name or code").input_value() == "pale"
    again.close()


def test_every_link_leads_to_a_file_and_every_picture_is_there(page):
    links = page.locator("a").evaluate_all("all => all.map(each => each.href)")
    assert len(links) > 12
    assert all(Path(link.removeprefix("file://")).is_file() for link in links)
    page.evaluate("document.querySelectorAll('img').forEach(each => { each.loading = 'eager' })")
    page.wait_for_function("[...document.images].every(each => each.complete)")
    assert page.evaluate("[...document.images].filter(each => !each.naturalWidth).length") == 0


@pytest.mark.parametrize("width", [360, 1200])
def test_it_is_no_wider_than_a_phone_and_axe_finds_nothing_wrong(page, width):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found_wrong = Axe().run(page)
    assert found_wrong.violations_count == 0, found_wrong.generate_report()


def test_without_its_script_the_list_is_whole(browser, index):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(index.as_uri())
    assert plain.locator("#issues > li:visible").count() == 6
    assert not plain.locator("form").is_visible()
    context.close()


def test_a_long_list_is_shown_in_parts_and_the_keyboard_goes_on_where_it_was(browser, tmp_path):
    for number in range(MANY):
        put(tmp_path / "monthly" / "2024-11", about(f"Invented{number:03d}", f"MMR{number:06d}"), forms=(".html",))
    long = browser.new_page()
    long.goto(shelf.arrange(tmp_path, {"monthly": "Invented"}).as_uri())
    assert long.locator("#issues > li:visible").count() == 120
    more = long.get_by_role("button")
    assert more.inner_text() == f"Show more (120 of {MANY} are shown)"
    more.click()
    assert long.locator("#issues > li:visible").count() == MANY
    assert not more.is_visible()
    label = long.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == long.locator("#issues > li").nth(120).locator(".links a").first.get_attribute("aria-label")
    long.close()
