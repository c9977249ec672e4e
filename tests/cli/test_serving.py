"""``pledgebook serve``: a real process that opens the book, answers, and lets go of it when it is stopped."""

import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

PROGRAM = [sys.executable, "-u", "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_book_is_served_and_let_go_of_when_it_is_stopped(filled: Run, tmp_path: Path, stop: signal.Signals) -> None:
    process = subprocess.Popen([*PROGRAM, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        address = told.split(" is open at ")[1].split()[0]
        with urllib.request.urlopen(f"{address}ledger.json", timeout=20) as answer:
            assert b'"can-deploy-ukr"' in answer.read()
    finally:
        process.send_signal(stop)
    assert process.wait(20) == 0
    assert not (tmp_path / "pledgebook.book-wal").exists() or (tmp_path / "pledgebook.book-wal").stat().st_size == 0


def test_a_port_that_is_taken_is_said_so(filled: Run, tmp_path: Path) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code, _, err = filled("serve", "--port", str(port))

    assert code == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in err
    assert "--port" in err


def test_a_read_only_book_must_be_there(run: Run) -> None:
    code, _, err = run("serve", "--read-only", "--port", "0")

    assert code == 1
    assert "there is no such file yet" in err
