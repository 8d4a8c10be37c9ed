"""Write what is described of the claims table: its data package descriptor and its page of documentation.

Run it after any change to tollbook/claims/schema.py, data/reference/measures.csv or data/claims/claims.csv:

    python scripts/describe_claims.py            writes both files
    python scripts/describe_claims.py --check    writes nothing; exit code 1 where one of them is not current
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tollbook.claims import describing
from tollbook.files import write_whole

ROOT = Path(__file__).resolve().parent.parent


def described() -> dict[Path, str]:
    """The text that each file should have."""
    package = describing.sample_package(ROOT / "data" / "claims" / "claims.csv")
    return {
        ROOT / "data" / "claims" / "datapackage.json": json.dumps(package, ensure_ascii=False, indent=2) + "\n",
        ROOT / "docs" / "claims_table.md": describing.markdown(),
    }


def main() -> int:
    """Write, or check."""
    stale = [path for path, text in described().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if "--check" in sys.argv[1:]:
            print(f"{path.relative_to(ROOT)} is not current; run python scripts/describe_claims.py.")
        else:
            write_whole(path, described()[path])
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    raise SystemExit(main())
