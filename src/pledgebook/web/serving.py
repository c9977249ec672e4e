"""Starts the application on a port and lets go of the book when it is stopped."""

import getpass
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from pledgebook.assess import fitting_arrangement, load_arrangement
from pledgebook.errors import PledgebookError
from pledgebook.ledger import open_book
from pledgebook.pipeline import Extractors
from pledgebook.web.app import make_app
from pledgebook.web.desk import Desk
from pledgebook.web.safety import Limits, names_of

_MOST_AT_ONCE = 200


def serve(
    book: Path,
    *,
    host: str,
    port: int,
    read_only: bool,
    arrangement: str | None,
    title: str,
    reviewer: str,
    names: tuple[str, ...],
    ready: Callable[[str], None],
) -> None:
    """Serve a book until the process is told to stop.

    Args:
        book: The book's file; made if it is not there, unless read-only.
        host: Where to listen.
        port: On which port; 0 for a free one.
        read_only: Whether every write is refused.
        arrangement: File or name; the shipped one that fits the book unless said.
        title: Name of the book on its pages; its file's name unless said.
        reviewer: Who decides unless the browser says; the user's name on this machine unless said.
        names: Further names that the application answers to.
        ready: Called with the address when it can be opened.

    Raises:
        BookError: The book cannot be opened.
        ArrangementError: The arrangement cannot be read.
        PledgebookError: The port is taken.
    """
    loaded = load_arrangement(arrangement) if arrangement else None
    listening = _listen(host, port)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    with open_book(book, create=not read_only) as held:
        desk = Desk(
            held,
            loaded or fitting_arrangement,
            extractor=_extractor,
            title=title,
            reviewer=reviewer or _user(),
            read_only=read_only,
        )
        app = make_app(desk, Limits(names=names_of(host, names)))
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_AT_ONCE,
            lifespan="off",
        )
        desk.look_ahead()
        signal.signal(signal.SIGTERM, _stop)
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # that is how it is stopped
        finally:
            app.close()
            desk.close()


def _stop(*_: object) -> None:
    """Be told to stop as by Ctrl+C, so that the book is let go of."""
    raise KeyboardInterrupt


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as problem:
        listening.close()
        why = (problem.strerror or str(problem)).lower()
        raise PledgebookError(f"cannot listen on {host} port {port}: {why}; choose another with --port") from None
    return listening


def _extractor() -> Extractors:
    from pledgebook.extract import Languages

    return Languages()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
