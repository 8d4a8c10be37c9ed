"""The group of commands: each is imported only when it is called, and every known failure becomes a clear line."""

from __future__ import annotations

import importlib
import sys
from typing import TextIO

import click

from tollbook.commands.names import COMMANDS, help_text

#: What ends in a message and exit code 1 rather than a traceback; by name, so that nothing heavy is imported for it.
_EXPECTED = {
    "ClaimsError",
    "ClaimsFileError",
    "CoverageError",
    "OutputError",
    "BriefError",
    "SettingsError",
    "ApprovalError",
    "UnknownIncident",
    "NoSuchFinding",
    "UnknownMeasure",
    "UnknownPlace",
    "AmbiguousPlace",
    "StockError",
    "ConventionsError",
    "GazetteerError",
    "BoundariesError",
    "ColumnsError",
    "PopulationError",
    "ForeignTableError",
    "MapError",
    "SeriesError",
    "ClusterError",
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1, cutoff=0.0)[0]
            ctx.fail(f"There is no command {args[0]!r}. The nearest is {near!r}.")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The same text as without any import."""
        formatter.write(help_text())


group = LazyGroup(name="tollbook", context_settings={"help_option_names": ["-h", "--help"]})


def _say_what_takes_time() -> None:
    """What the package logs (a file made once, some seconds) goes to standard error, a line each."""
    import logging

    log = logging.getLogger("tollbook")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("tollbook: %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def _is_read(stream: TextIO) -> bool:
    """Whether somebody still reads what is written: what could not be written is there to be written once more."""
    try:
        stream.flush()
    except OSError:
        return False
    return True


def run(arguments: list[str]) -> None:
    """Run a command; a known failure ends with its message on standard error and exit code 1."""
    _say_what_takes_time()
    try:
        code = group.main(arguments, prog_name="tollbook", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was left half-written.", err=True)
        raise SystemExit(130) from None
    except BrokenPipeError as error:
        if _is_read(sys.stdout):
            # It was another pipe, of a process that died: nobody may take that for success.
            click.echo(f"tollbook: A process that this one needs has died ({error}). Run it again.", err=True)
            raise SystemExit(1) from None
        # The reader of a pipe has had enough (`| head`); writing to it again at exit would fail once more.
        sys.stdout = None
        raise SystemExit(0) from None
    except Exception as error:
        if not _EXPECTED & {kind.__name__ for kind in type(error).__mro__}:
            raise
        click.echo(f"tollbook: {error}", err=True)
        raise SystemExit(1) from None
    raise SystemExit(code if isinstance(code, int) else 0)
