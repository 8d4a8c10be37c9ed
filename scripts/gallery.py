"""Make the gallery in docs/gallery, or tell where it is out of step with the code.

    python scripts/gallery.py            write the pages as pictures, and the page that shows them
    python scripts/gallery.py --check    compare what the code makes now with what is there; 1 where they differ

A change of the page is then seen as a change of pictures by whoever reviews it.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
from PIL import Image

import tollbook as tb
from tollbook import shipped

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
WIDTH = 860
#: Colours of a picture: enough for text and charts, and a third of the size.
COLOURS = 64
#: Two pictures are the same where no more than this share of their pixels differs by more than so much: letters are
#: smoothed a little differently from one processor to another.
SHARE, STEP = 0.0005, 60


class Shown(NamedTuple):
    """A brief of the gallery."""

    stem: str
    title: str
    place: str
    period: str
    language: str


BRIEFS = (
    Shown("pale-2024-11-en", "Pale Township, November 2024, in English", "MMR005019", "2024-11", "en"),
    Shown("pale-2024-11-my", "Pale Township, November 2024, in Burmese", "MMR005019", "2024-11", "my"),
    Shown("sagaing-2023-en", "Sagaing Region, 2023", "MMR005", "2023", "en"),
    Shown("myanmar-2024-en", "Myanmar, 2024", "MMR", "2024", "en"),
)


def pictures() -> Iterator[tuple[str, bytes]]:
    """Each page of each brief as PNG, by the name of its file; last the image for messaging apps."""
    found = tb.findings(tb.read_claims(shipped.claims_file()))
    for shown in BRIEFS:
        made = tb.brief(found, shown.place, shown.period, language=shown.language)
        with pypdfium2.PdfDocument(made.pdf) as document:
            for number in range(len(document)):
                sheet = document[number]
                yield f"{shown.stem}-{number + 1}.png", packed(sheet.render(scale=WIDTH / sheet.get_width()).to_pil())
        yield (
            f"{shown.stem}-image.png",
            packed(Image.open(io.BytesIO(made.image)).resize((540, 675), Image.Resampling.BOX)),
        )


def packed(drawn: Image.Image) -> bytes:
    """A picture as PNG with few colours."""
    out = io.BytesIO()
    drawn.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        out, "png", optimize=True
    )
    return out.getvalue()


def differ(one: bytes, other: bytes) -> bool:
    """Whether two pictures would look different to a reader."""
    a, b = (np.asarray(Image.open(io.BytesIO(each)).convert("RGB"), dtype=np.int16) for each in (one, other))
    return a.shape != b.shape or float((np.abs(a - b).max(axis=2) > STEP).mean()) > SHARE


def page(names: list[str]) -> str:
    """The page that shows the pictures."""
    lines = [
        "# Gallery",
        "",
        "Briefs made from the sample that ships, as they are now: `make gallery` makes them anew, and a test fails",
        "where they are out of step with the code. Their figures are those of an incomplete sample, and no totals.",
    ]
    for shown in BRIEFS:
        pages = [name for name in names if name.startswith(f"{shown.stem}-") and not name.endswith("-image.png")]
        lines += ["", f"## {shown.title}", ""]
        lines += [f"![{shown.title}, page {number} of {len(pages)}]({name})" for number, name in enumerate(pages, 1)]
        lines += ["", "For messaging apps:", "", f"![{shown.title}, as one image]({shown.stem}-image.png)"]
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write the gallery; pictures that look the same are left as they are."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    made = dict(pictures())
    for old in GALLERY.glob("*.png"):
        if old.name not in made:
            old.unlink()
    for name, data in made.items():
        path = GALLERY / name
        if not path.exists() or differ(path.read_bytes(), data):
            path.write_bytes(data)
            print(path.name)
    (GALLERY / "README.md").write_text(page(list(made)), encoding="utf-8", newline="\n")


def check() -> list[str]:
    """Names of the files that are out of step."""
    made = dict(pictures())
    there = {path.name for path in GALLERY.glob("*.png")}
    stale = there ^ set(made)
    stale |= {name for name in there & set(made) if differ((GALLERY / name).read_bytes(), made[name])}
    readme = GALLERY / "README.md"
    if not readme.exists() or readme.read_text(encoding="utf-8") != page(list(made)):
        stale.add(readme.name)
    return sorted(stale)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        write()
        return 0
    stale = check()
    if stale:
        print(f"Out of step with the code: {', '.join(stale)}. Run `make gallery`, look at the pages, and commit them.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
