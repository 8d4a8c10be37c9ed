"""Thumbnails: of the first page that lies there now, and of no other."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.series.shelf_of import about, pdf, put
from tollbook.series.issues import in_folder
from tollbook.series.thumbnails import WIDTH, thumbnail


@pytest.fixture
def issue(tmp_path):
    put(tmp_path, about(), "blue")
    return in_folder(tmp_path)[0]


def picture(issue):
    with Image.open(path_of(issue)) as made:
        made.load()
        return made.size, made.convert("RGB").getpixel((100, 100)), made.info["Source"]


def path_of(issue) -> Path:
    return issue.folder / f"{issue.stem}-thumbnail.png"


def test_it_is_a_small_picture_of_the_first_page(issue):
    thumbnail(issue)
    size, colour, _ = picture(issue)
    assert size[0] == WIDTH
    assert size[1] == pytest.approx(WIDTH * 297 / 210, abs=2)
    assert colour == pytest.approx((0, 0, 255), abs=8)


def test_it_is_made_anew_when_the_page_is_another_whatever_the_clock_says(issue):
    thumbnail(issue)
    before = picture(issue)
    (issue.folder / f"{issue.stem}.pdf").write_bytes(pdf("red"))
    import os

    os.utime(issue.folder / f"{issue.stem}.pdf", (0, 0))
    thumbnail(issue)
    assert picture(issue)[1] == pytest.approx((255, 0, 0), abs=8)
    assert picture(issue)[2] != before[2]


def test_it_is_not_written_again_when_it_is_of_this_page(issue):
    thumbnail(issue)
    stamp, data = path_of(issue).stat().st_mtime_ns, path_of(issue).read_bytes()
    thumbnail(issue)
    assert path_of(issue).stat().st_mtime_ns == stamp
    path_of(issue).unlink()
    thumbnail(issue)
    assert path_of(issue).read_bytes() == data


@pytest.mark.parametrize("damage", [b"", b"no picture", None])
def test_a_damaged_one_is_made_anew(issue, damage):
    thumbnail(issue)
    data = path_of(issue).read_bytes()
    path_of(issue).write_bytes(data[: len(data) // 2] if damage is None else damage)
    thumbnail(issue)
    assert path_of(issue).read_bytes() == data


def test_without_a_page_there_is_none_and_an_old_one_goes(issue):
    """An old one would go on showing what was withdrawn."""
    thumbnail(issue)
    (issue.folder / f"{issue.stem}.pdf").unlink()
    thumbnail(issue)
    assert not path_of(issue).exists()
    thumbnail(issue)


def test_it_holds_nothing_but_the_picture_and_its_source(issue):
    thumbnail(issue)
    with Image.open(io.BytesIO(path_of(issue).read_bytes())) as made:
        assert set(made.info) <= {"Source", "transparency"}
