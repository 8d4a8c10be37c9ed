"""The command line: it parses, calls the package and prints. ``tollbook --help`` imports nothing heavy."""

from __future__ import annotations

import sys

from tollbook.commands.names import help_text


def main() -> None:
    """Run the command line; exits with 0 when all went well, 1 for a problem with the input, 2 for a wrong call."""
    arguments = sys.argv[1:]
    if not arguments or arguments in (["--help"], ["-h"]):
        sys.stdout.write(help_text())
        raise SystemExit(0 if arguments else 2)
    if arguments == ["--version"]:
        from tollbook import __version__

        sys.stdout.write(f"tollbook {__version__}\n")
        raise SystemExit(0)
    from tollbook.commands.group import run

    run(arguments)


if __name__ == "__main__":
    main()
