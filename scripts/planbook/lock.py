"""One lock for each project: readers share it, a writer has it alone.

The lock is the kernel's, on the folder itself: it leaves no file behind and ends with the
process that holds it, however that ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planbook.problems import stop

POLL = 0.05
"""Seconds between two attempts."""


@contextmanager
def locked(folder: Path, *, alone: bool = True, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock of a folder: `alone` to write there, else to read.

    Waits up to `patience` seconds. Raises `Problems` if another command holds it, or if the
    folder cannot be opened.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, ValueError) as error:
        remedy = "run planbook in the project's folder, or name it with --root"
        raise stop(
            str(folder), f"cannot be opened: {getattr(error, 'strerror', error)}", remedy
        ) from error
    try:
        take(handle, folder, fcntl.LOCK_EX if alone else fcntl.LOCK_SH, patience)
        yield
    finally:
        os.close(handle)


def take(handle: int, folder: Path, kind: int, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                found = "another planbook command is at work in this folder"
                remedy = "wait until it has finished, then run this one again"
                raise stop(str(folder), found, remedy) from None
            time.sleep(POLL)
        except OSError as error:
            # Some network file systems have no locks; there, a second command is not noticed.
            if error.errno in (errno.ENOTSUP, errno.ENOLCK, errno.ENOSYS, errno.EBADF):
                return
            raise
        else:
            return
