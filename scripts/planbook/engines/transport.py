"""HTTP: one request, one response, and a `Failure` that says what else happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import PreparedRequest, Response

from planbook.engines.engine import Cause, Failure, Lasting, Passing, Rejected

PASSING = {408, 425, 429}
"""Statuses that may be over soon, besides all from 500 on."""
LASTING: Mapping[int, Cause] = {
    401: "key", 403: "key", 404: "address", 405: "address", 407: "address",
    402: "quota",
    456: "quota",  # DeepL: the month's characters are used up
}  # fmt: skip
EXCERPT_LENGTH = 160


class Transport:
    """`requests` with a time limit, in whose place it can stand.

    deep-translator sets no time limit, and drops status, Retry-After and the address's
    secrecy on the way; its modules are therefore given this instead of `requests`.
    """

    exceptions = requests.exceptions

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def get(self, url: str, **more: Any) -> Response:  # noqa: ANN401 - as requests.get
        return self.send("GET", url, **more)

    def post(self, url: str, **more: Any) -> Response:  # noqa: ANN401 - as requests.post
        # A POST that is redirected would go on as a GET, and carry the key elsewhere.
        return self.send("POST", url, allow_redirects=False, **more)

    def send(self, method: str, url: str, **more: Any) -> Response:  # noqa: ANN401
        """Raises a `Failure` unless the service answered with success."""
        try:
            response = requests.request(method, url, timeout=self.deadline, **more)
        except requests.RequestException as error:
            raise Passing(connection(url, error)) from None
        if failure := failure_of(response):
            raise failure
        return response


def authorized(scheme: str, key: str) -> Callable[[PreparedRequest], PreparedRequest]:
    """Sets the header Authorization; as a plain header, an entry of ~/.netrc would replace it."""

    def add(request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"{scheme} {key}"
        return request

    return add


def connection(url: str, error: requests.RequestException) -> str:
    """Why there was no response, without the address's path, which may hold a key."""
    host = urlsplit(url).hostname
    if isinstance(error, requests.Timeout):
        return f"{host} did not answer in time"
    reason = re.search(r"\[Errno -?\d+\] ([\w ]+)", str(error))
    return f"no whole answer from {host} ({reason[1] if reason else type(error).__name__})"


def failure_of(response: Response) -> Failure | None:
    """What the status of a response means; None for success."""
    status = response.status_code
    found = f"{urlsplit(response.url).hostname} answered {status}{excerpt(response)}"
    if status == 429 and "insufficient_quota" in response.text:
        return Lasting(found, "quota")
    if status in LASTING or 300 <= status < 400:
        return Lasting(found, LASTING.get(status, "address"))
    if status in PASSING or status >= 500:
        return Passing(found, seconds(response.headers.get("Retry-After", "")))
    return Rejected(found) if status >= 400 else None


def excerpt(response: Response) -> str:
    """What the service says about its refusal, on one line; of HTML, the words."""
    words = " ".join(re.sub(r"<[^>]*>", " ", response.text).split())
    more = "…" if len(words) > EXCERPT_LENGTH else ""
    return f": {words[:EXCERPT_LENGTH]}{more}" if words else ""


def seconds(value: str) -> float:
    """The wait that a header Retry-After asks for, given in seconds or as a date."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
