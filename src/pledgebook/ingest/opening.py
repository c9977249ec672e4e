"""Opens a file for reading: regular files only, never more than the limit, every failure a `ReadingError`."""

import os
import stat
from typing import BinaryIO

from pledgebook.errors import ReadingError, TooLargeError
from pledgebook.ingest.source import Source, reason


def open_file(source: Source) -> BinaryIO:
    """Open the source's file; a pipe put in its place since it was listed does not block.

    Raises:
        ReadingError: It has vanished, may not be read, or is no regular file.
    """
    if source.path is None:
        raise ReadingError(source.shown, "no file")
    try:
        handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise ReadingError(source.shown, "not a file but a folder, device, pipe or socket")
        return os.fdopen(handle, "rb")
    except FileNotFoundError:
        raise ReadingError(source.shown, "it is no longer there") from None
    except OSError as problem:
        raise ReadingError(source.shown, reason(problem)) from None
    except ValueError:
        raise ReadingError(source.shown, "this cannot be the name of a file") from None


def read_bytes(source: Source, max_bytes: int) -> bytes:
    """The whole file.

    Raises:
        TooLargeError: It holds more than ``max_bytes``; no more than that is read.
        ReadingError: It cannot be opened or read.
    """
    with open_file(source) as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            raise TooLargeError(source.shown, size, max_bytes)
        try:
            data = file.read(max_bytes + 1)
        except OSError as problem:
            raise ReadingError(source.shown, reason(problem)) from None
    if len(data) > max_bytes:
        raise TooLargeError(source.shown, len(data), max_bytes)
    return data
