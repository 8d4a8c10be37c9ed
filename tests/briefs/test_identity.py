"""Who publishes: set in tollbook.toml, or said to be not set."""

from __future__ import annotations

import pandas as pd
import pytest

from tollbook.briefs.errors import BriefError
from tollbook.briefs.identity import Event, Identity, logo_file, read

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n invented"


def settings(folder, text, **files):
    (folder / "tollbook.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def refused(folder, text, **files):
    with pytest.raises(BriefError) as error:
        read(settings(folder, text, **files))
    return str(error.value)


def organisation(**values):
    return "[organisation]\n" + "".join(f'{name} = "{value}"\n' for name, value in values.items())


def test_nothing_is_invented(tmp_path):
    assert read(tmp_path) == Identity("", "", "", "", "", "", None, ())


def test_the_file_that_ships_sets_nothing(monkeypatch):
    assert read() == Identity()


def test_the_nearest_file_counts(tmp_path):
    (tmp_path / "tollbook.toml").write_text(
        '[organisation]\nname = "Invented Organisation"\ncontact = "a@example.org"\n'
    )
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert read(inner) == Identity("Invented Organisation", "a@example.org", "")


def test_everything_that_can_be_set(tmp_path):
    text = organisation(
        name="Invented Organisation", method_url="https://example.org/method", licence="CC BY 4.0", cite="Invented."
    )
    text += '\n[[events]]\nday = 2023-05-14\nlabel = "Cyclone"\n'
    text += '\n[[events]]\nday = "2021-02-01"\nlabel = "Coup"\nlabel_my = "အာဏာသိမ်း"\n'
    made = read(settings(tmp_path, text))
    assert (made.method_url, made.licence, made.cite) == ("https://example.org/method", "CC BY 4.0", "Invented.")
    assert made.events == (
        Event(pd.Timestamp("2021-02-01"), "Coup", "အာဏာသိမ်း"),
        Event(pd.Timestamp("2023-05-14"), "Cyclone", ""),
    )
    assert [each.said("my") for each in made.events] == ["အာဏာသိမ်း", "Cyclone"]
    assert made.facts()["events"][0] == {"day": "2021-02-01", "label": "Coup", "label_my": "အာဏာသိမ်း"}


@pytest.mark.parametrize(
    ("name", "content", "kind"), [("mark_svg", SVG.format('<path d="M0 0h9v9z"/>'), "svg"), ("mark_png", PNG, "png")]
)
def test_a_logo_is_read(tmp_path, name, content, kind):
    file = name.replace("_", ".")
    made = read(settings(tmp_path, organisation(name="Invented Organisation", logo=file), **{name: content}))
    assert (made.logo.name, made.logo.kind) == (file, kind)
    assert made.facts()["logo"] == {"name": file, "sha256": made.logo.sha256}
    assert logo_file(tmp_path / "tollbook.toml") == tmp_path / file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[organisation]\nname = 12\n", "tollbook.toml: name is 12, which is not a text. Write it in quotes."),
        ('organisation = "x"\n', "tollbook.toml: [organisation] is 'x', which is not a table."),
        (
            organisation(licens="x"),
            "tollbook.toml: [organisation] has no 'licens'. The nearest is 'licence'; all: name, contact, disclaimer, "
            "method_url, licence, cite, logo.",
        ),
        (
            organisation(method_url="javascript:alert(1)"),
            "tollbook.toml: method_url is 'javascript:alert(1)', which is no web address. Write it in full, with "
            "https:// in front.",
        ),
        (
            organisation(logo="mark.svg"),
            "tollbook.toml: logo is set and name is not. The name is what stands for the logo where it isn't seen.",
        ),
        (
            organisation(name="x", logo="../mark.svg"),
            "tollbook.toml: logo is '../mark.svg'. Write the name alone of a file that lies beside tollbook.toml.",
        ),
        (organisation(name="x", logo="mark.svg"), "The logo mark.svg can't be read: No such file or directory."),
        ("events = 3\n", "tollbook.toml: events is 3. Write each below a line [[events]]."),
        (
            '[[events]]\nday = "May"\nlabel = "x"\n',
            "tollbook.toml: the day of an event is 'May', which is not a day. Write it as YYYY-MM-DD, for example "
            "2024-11-30.",
        ),
        ("[[events]]\nday = 2021-02-01\n", "tollbook.toml: the event of 2021-02-01 has no label."),
        (
            f'[[events]]\nday = 2021-02-01\nlabel = "{"x" * 41}"\n',
            f"tollbook.toml: the label '{'x' * 41}' of the event of 2021-02-01 has 41 letters. At most 40 fit above the "
            "months.",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, said):
    assert refused(tmp_path, text) == said


INACTIVE = "A logo must be a picture alone: no scripts, no style that loads anything, nothing from elsewhere."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no picture", "The logo mark.svg is neither an SVG nor a PNG picture."),
        ("<html/>", "The logo mark.svg is neither an SVG nor a PNG picture."),
        (SVG.format("<script>alert(1)</script>"), f"The logo mark.svg is more than a picture (script). {INACTIVE}"),
        (SVG.format('<path onclick="alert(1)"/>'), f"The logo mark.svg is more than a picture (path). {INACTIVE}"),
        (
            SVG.format('<image href="https://example.org/x.png"/>'),
            f"The logo mark.svg is more than a picture (image). {INACTIVE}",
        ),
        (
            SVG.format("<style>@import 'https://example.org/x.css';</style>"),
            f"The logo mark.svg is more than a picture (style). {INACTIVE}",
        ),
        (
            SVG.format('<path style="fill: url(https://example.org/x)"/>'),
            f"The logo mark.svg is more than a picture (path). {INACTIVE}",
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"),
            "The logo mark.svg has a document type declaration. Save it again as plain SVG.",
        ),
        (b" " * 100_001, "The logo mark.svg has 100,001 bytes. At most 100,000 fit into a brief."),
    ],
)
def test_a_logo_is_a_picture_and_nothing_more(tmp_path, content, said):
    assert refused(tmp_path, organisation(name="x", logo="mark.svg"), mark_svg=content) == said


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    assert refused(tmp_path, "[organisation\n").startswith("tollbook.toml can't be read: ")
