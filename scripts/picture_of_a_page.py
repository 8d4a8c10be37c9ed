"""Turn a page of a PDF into a picture: to show it in the documents, and to look at what was made.

python scripts/picture_of_a_page.py briefs/some.pdf some.png [--page 1] [--width 1100]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2


def picture(pdf: Path, png: Path, page: int, width: int) -> None:
    """Write page `page` (from 1) of `pdf` to `png`, `width` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            raise SystemExit(f"{pdf.name} has pages 1 to {len(document)}, no page {page}.")
        sheet = document[page - 1]
        drawn = sheet.render(scale=width / sheet.get_width()).to_pil()
    # 256 colours are enough for text and charts, and make the file a third of the size.
    drawn.quantize(256).save(png, optimize=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("png", type=Path)
    parser.add_argument("--page", type=int, default=1)
    parser.add_argument("--width", type=int, default=1100)
    asked = parser.parse_args()
    picture(asked.pdf, asked.png, asked.page, asked.width)
    print(asked.png)


if __name__ == "__main__":
    main()
