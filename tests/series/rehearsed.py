"""What every run of a series reads and compiles, read and compiled when this is imported; see `runner`."""

import tempfile
from pathlib import Path

from nbformat.v4 import new_notebook

from tests.series.faults import PCODES, claims
from tollbook import places
from tollbook.claims.reading import read_claims
from tollbook.series.ingredients import Touching

new_notebook()
with tempfile.TemporaryDirectory() as _name:
    _touching = Touching(read_claims(claims(Path(_name))))
for _code in PCODES:
    places.place(_code)
