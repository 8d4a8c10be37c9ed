"""The names of the commands and the help of the whole; imports nothing, so that help costs nothing."""

#: The commands: where each lives, and what it does in a line. Kept as plain data so that help costs no imports.
COMMANDS = {
    "brief": ("tollbook.commands.brief", "Make the brief of a place and period: PDF, notebook, tally and facts."),
    "run": ("tollbook.commands.run", "Run a notebook with parameters, or list the notebooks and what each answers."),
    "series": ("tollbook.commands.series", "Make and publish the briefs that fall due, all of them."),
    "tally": ("tollbook.commands.tally", "Add findings up by place and period, with their bounds."),
    "findings": ("tollbook.commands.findings", "List every finding of a claims file."),
    "finding": ("tollbook.commands.finding", "Explain one incident's findings down to their claims."),
    "template": ("tollbook.commands.template", "Make an empty workbook to type claims into."),
    "check": ("tollbook.commands.check", "Check a claims file and report every problem at once."),
    "release": ("tollbook.commands.release", "What may leave: read outputs back, approve a draft, withdraw a brief."),
    "place": ("tollbook.commands.place", "Find the p-code of a place by its name."),
    "gazetteer": ("tollbook.commands.gazetteer", "Make the files of places and areas, and say what is in them."),
}

_HELP = """Usage: tollbook [OPTIONS] COMMAND [ARGS]...

  Township statistics of armed conflict from public reports: every figure keeps
  its bounds, its sources and its as-of day.

Examples:

  tollbook template my-claims.xlsx
  tollbook check my-claims.xlsx
  tollbook brief "Pale, Sagaing" --start 2024-11-01 --end 2024-11-30
  tollbook run
  tollbook tally --by township,month --place "Sagaing Region" --format csv
  tollbook finding pale-town-2024-11

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
"""


def help_text() -> str:
    """The help of the whole command, from the table of commands."""
    width = max(map(len, COMMANDS)) + 2
    return _HELP + "".join(f"  {name:{width}}{line}\n" for name, (_, line) in COMMANDS.items())
