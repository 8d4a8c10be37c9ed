"""The command line: it parses, calls the package and prints. ``tollbook --help`` imports nothing heavy."""

from __future__ import annotations

import sys

from tollbook.commands.names import help_text


def main() -> None:
    """Run the command line; exits with 0 when all went well, 1 for a problem with the input, 2 for a wrong call."""
    arguments = sys.argv[1:]
    _same_on_every_system()
    if not arguments or arguments in (["--help"], ["-h"]):
        sys.stdout.write(help_text())
        raise SystemExit(0 if arguments else 2)
    if arguments == ["--version"]:
        from tollbook import __version__

        sys.stdout.write(f"tollbook {__version__}\n")
        raise SystemExit(0)
    from tollbook.commands.group import run

    run(arguments)


def _same_on_every_system() -> None:
    """Let what goes to a file or a pipe be UTF-8 with line feeds, as Tollbook's own files are.

    Windows would write its own code page there, which has no Burmese letter, and its own line ends. A terminal keeps
    its encoding, and gets a question mark for what it can't show. Bytes of a path that are no UTF-8 pass through.
    """
    for stream, foreign in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:  # no stream at all, or one that a caller put there
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors=foreign, newline="\n")


if __name__ == "__main__":
    main()
