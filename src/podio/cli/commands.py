"""The commands: sign in and out, see the session, call any operation, run a local Podio."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from podio import Podio, PodioError, Request
from podio.cli.arguments import called, json_body
from podio.cli.output import error_line, print_json, print_operations, print_session
from podio.core.operations.request import Verb
from podio.credentials import Environment
from podio.operations import find, operations
from podio.stores import FileAuthStore

app = typer.Typer(
    help="Podio from the command line. The API client comes from PODIO_CLIENT_ID and "
    "PODIO_CLIENT_SECRET, another address from PODIO_API_URL; secrets are never arguments.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would print locals
    add_completion=False,
    rich_markup_mode=None,  # it would take [sandbox] for markup
)

Session = Annotated[
    Optional[Path],  # noqa: UP045 -- typer reads it when it runs
    typer.Option("--session", help="The session's file; by default in your state directory."),
]


@app.command()
def login(
    session: Session = None,
    *,
    app_id: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--app-id", help="Sign in as this app; its token is asked for."),
    ] = None,
    username: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--username", help="Sign in as this user; the password is asked for."),
    ] = None,
) -> None:
    """Sign in and keep the session; without options, with what the environment holds."""
    with _client(session) as podio:
        if app_id is not None:
            token = Environment().secret("PODIO_APP_TOKEN")
            podio.authenticate_with_app(app_id, token or typer.prompt("App token", hide_input=True))
        elif username is not None:
            password = Environment().secret("PODIO_PASSWORD")
            podio.authenticate_with_password(
                username, password or typer.prompt("Password", hide_input=True)
            )
        elif not podio.verify():
            raise typer.Exit(code=1)
        print_session(podio)


@app.command()
def status(
    session: Session = None,
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Ask Podio, too.")] = False,
) -> None:
    """Show where the session stands; exit 1 if somebody has to sign in."""
    with _client(session, sign_in=False) as podio:
        print_session(podio)
        if not podio.is_authenticated() or (verify and not podio.verify()):
            raise typer.Exit(code=1)


@app.command()
def logout(session: Session = None) -> None:
    """Forget the session."""
    with _client(session, sign_in=False) as podio:
        podio.logout()
        typer.echo("signed out")


@app.command(name="operations")
def list_operations(
    area: Annotated[Optional[str], typer.Argument(help="Only of this area.")] = None,  # noqa: UP045
) -> None:
    """List the operations of the API."""
    chosen = [each for each in operations() if area in (None, each.area)]
    if not chosen:
        areas = ", ".join(sorted({each.area for each in operations()}))
        typer.echo(f"there is no area {area!r}; there are {areas}", err=True)
        raise typer.Exit(code=2)
    print_operations(chosen)


@app.command()
def call(
    name: Annotated[str, typer.Argument(help="Area and operation, such as items.get.")],
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Its arguments: values by position, or name=value (JSON or text)."),
    ] = None,
    session: Session = None,
) -> None:
    """Call an operation and print what Podio answers, as JSON."""
    try:
        operation = find(name)
    except KeyError:
        typer.echo(f"there is no operation {name!r}; `podio operations` lists them", err=True)
        raise typer.Exit(code=2) from None
    with _client(session) as podio:
        print_json(called(podio, operation, arguments or []))


@app.command()
def request(
    method: Annotated[str, typer.Argument(help="GET, POST, PUT or DELETE.")],
    path: Annotated[str, typer.Argument(help="The path, such as /item/7.")],
    body: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--body", help="A JSON body; `-` reads it from standard input."),
    ] = None,
    session: Session = None,
) -> None:
    """Send a request that has no operation, and print the JSON that comes back."""
    verbs: dict[str, Verb] = {"GET": "GET", "POST": "POST", "PUT": "PUT", "DELETE": "DELETE"}
    if method.upper() not in verbs or not path.startswith("/"):
        typer.echo("the method is GET, POST, PUT or DELETE, and a path begins with /", err=True)
        raise typer.Exit(code=2)
    with _client(session) as podio:
        print_json(podio.request(Request(verbs[method.upper()], path, body=json_body(body))))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def sandbox(context: typer.Context) -> None:
    """Run a local Podio (extra: podio-sdk[sandbox]); --help shows its options."""
    import runpy
    import sys

    sys.argv = ["podio sandbox", *context.args]
    runpy.run_module("podio.sandbox", run_name="__main__", alter_sys=False)


class _client:  # noqa: N801 -- used like a function, in a `with`
    """A client over the session's file, whose errors become one line and an exit code."""

    def __init__(self, session: Path | None, *, sign_in: bool = True) -> None:
        self._session = session
        self._sign_in = sign_in

    def __enter__(self) -> Podio:
        try:
            options = {} if self._sign_in else {"credentials": None}
            self._podio = Podio.from_env(FileAuthStore(self._session), **options)
        except PodioError as error:
            raise error_line(error) from None
        return self._podio

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._podio.close()
        if isinstance(error, PodioError):
            raise error_line(error) from None
