"""The index of published issues, as text; what it does in a browser is in test_index_in_browser.py."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from tests.briefs.invented import HOSTILE
from tests.series.shelf_of import about, put, withdraw
from tollbook.series import index_page, shelf


def entry(**more):
    return {
        "series": "monthly", "title": "Invented, by month", "period": "2024-11", "start": "2024-11-01",
        "end": "2024-11-30", "pcode": "MMR005019", "place": "Pale Township", "name_my": "ပုလဲ",
        "lies_in": ["Yinmarbin District", "Sagaing Region"], "language": "en", "version": 1, "issued": "2024-12-31",
        "status": "standing", "withdrawn": None,
        "files": [{"name": f"pale{end}", "path": f"monthly/2024-11/pale{end}"} for end in (".html", ".pdf", "-thumbnail.png")],
        **more,
    }  # fmt: skip


class Read(HTMLParser):
    """Tags with their attributes, and the text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_an_issue_is_listed_with_its_place_names_period_language_version_and_links():
    page = Read(index_page.page([entry(), entry(language="my", version=2)]))
    text = " ".join(page.text.split())
    assert "Pale Township ပုလဲ 2024-11 · English · version 1 · issued 2024-12-31 PDFWeb page" in text
    assert "Burmese · မြန်မာ · version 2" in text
    links = [each["href"] for each in page.all("a")]
    assert links[:3] == ["monthly/2024-11/pale.pdf", "monthly/2024-11/pale.pdf", "monthly/2024-11/pale.html"]
    assert page.all("img")[0]["src"] == "monthly/2024-11/pale-thumbnail.png"
    assert "2 issues" in text


def test_what_is_looked_for_is_folded_as_the_script_folds_it():
    """Two marks of one Burmese letter are typed in either order, and are the same to a reader."""
    one, other = "\u1000\u1037\u103a", "\u1000\u103a\u1037"
    assert one != other
    for typed in (one, other):
        (item,) = Read(index_page.page([entry(name_my=typed)])).all("li")
        assert item["data-searched"] == f"pale township {one} mmr005019 2024-11 invented, by month yinmarbin district sagaing region"


def test_replaced_and_withdrawn_issues_say_so():
    page = Read(index_page.page([
        entry(status="replaced"), entry(version=2, status="replaced"), entry(version=3),
        entry(pcode="MMR005027", status="withdrawn", withdrawn="2025-04-01"),
    ]))  # fmt: skip
    text = " ".join(page.text.split())
    assert text.count("Replaced by version 3") == 2
    assert text.count("Withdrawn on 2025-04-01") == 1


def test_no_text_of_the_data_is_markup():
    for hostile in [*HOSTILE, "/*tollbook-font*/ </script><script>alert(1)</script>"]:
        made = index_page.page([entry(place=hostile, title=hostile, name_my=hostile)])
        page = Read(made)
        assert len(page.all("script")) == 2
        assert hostile in page.text
        assert made.count("<li ") == 1


def test_a_path_is_an_address():
    (link, *_) = [
        each["href"]
        for each in Read(index_page.page([entry(files=[{"name": "a.pdf", "path": "two words/#1/a.pdf"}])])).all("a")
    ]
    assert link == "two%20words/%231/a.pdf"


def test_its_scripts_are_known_by_their_hashes_and_nothing_is_fetched_but_pictures():
    made = index_page.page([entry()])
    hashes = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", made, re.DOTALL)
    ]
    assert len(hashes) == 2
    (policy,) = [each["content"] for each in Read(made).all("meta") if "http-equiv" in each]
    assert policy == (
        "default-src 'none'; img-src 'self' file:; font-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", made)


def test_an_empty_shelf_has_a_page():
    page = Read(index_page.page([]))
    assert "0 issues" in page.text
    assert page.all("li") == []


def test_the_publisher_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "Published by: not set. Contact for corrections: not set." in Read(index_page.page([])).text
    (tmp_path / "tollbook.toml").write_text(
        '[organisation]\nname = "Invented & Organisation"\ncontact = "invented desk"\nlicence = "CC BY 4.0"\n'
    )
    text = Read(index_page.page([])).text
    assert "Published by: Invented & Organisation. Contact for corrections: invented desk. Licence: CC BY 4.0." in text


def test_the_page_of_a_shelf_is_of_its_issues(tmp_path):
    here = tmp_path / "monthly" / "2024-11"
    put(here, about())
    withdraw(here, put(here, about("Kale", "MMR005027", language="my")))
    page = Read(shelf.arrange(tmp_path, {"monthly": "Invented"}).read_text(encoding="utf-8"))
    assert [(each["data-status"], each["data-language"]) for each in page.all("li")] == [
        ("standing", "en"), ("withdrawn", "my"),
    ]  # fmt: skip
    for each in page.all("a"):
        assert (tmp_path / each["href"]).is_file()
