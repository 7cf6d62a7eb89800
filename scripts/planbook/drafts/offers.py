"""Lists the engines to choose from, and what each needs from the environment or the options."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from planbook.drafts import services
from planbook.drafts.engine import Engine, Settings
from planbook.drafts.protect import Limit
from planbook.drafts.services import NO_KEY, Page, Posting, deep
from planbook.problems import Problem, raise_any

LONGEST = 2000
"""Maximum characters of a variable; the longest keys have some hundred."""


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable."""

    name: str
    """A name that ends in `_URL` or `_MODEL` can also be given as an option."""
    about: str
    needed: bool = True
    public: bool = False
    """True for a value that is not secret although it has no option."""

    @property
    def option(self) -> str:
        """The corresponding option, e.g., `--url`; empty if there is none."""
        kind = self.name.rpartition("_")[2]
        return f"--{kind.lower()}" if kind in ("URL", "MODEL") else ""

    @property
    def secret(self) -> bool:
        """True for a value that must not be shown or stored."""
        return not (self.option or self.public)


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine that can be chosen."""

    title: str
    """Its name in the provenance of a draft."""
    limit: Limit
    make: Callable[[Settings], Engine]
    variables: tuple[Variable, ...] = ()
    interval: float = 0.0
    """Seconds from one call to the next that the service asks for."""
    styled: bool = False
    """True if it can follow the rules of the English."""

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.variables if one.secret)


def libre(settings: Settings) -> Engine:
    key = settings.values["LIBRE_API_KEY"] or NO_KEY
    make = deep(
        "LibreTranslator", partial(Posting, body="json"),
        source="zh", target="en",  # the library does not know zh-Hans
        custom_url="$LIBRE_URL/",  # it appends bare `translate`
        api_key="$LIBRE_API_KEY",
    )  # fmt: skip
    return make(replace(settings, values={**settings.values, "LIBRE_API_KEY": key}))


OFFERS = {
    # The library takes fewer than 5,000 characters; the address, which contains them, holds less.
    "google": Offer(
        "Google", Limit(7000, "encoded"),
        deep("GoogleTranslator", Page, source="zh-CN", target="en"),
        interval=0.25,
    ),
    # The service counts bytes, and the library requires fewer than 500 characters.
    "mymemory": Offer(
        "MyMemory", Limit(499, "bytes"),
        deep("MyMemoryTranslator", source="zh-CN", target="en-US", email="$MYMEMORY_EMAIL"),
        (Variable("MYMEMORY_EMAIL", "raises the daily quota", needed=False),),
        interval=1.0,
    ),
    "microsoft": Offer(
        "Microsoft", Limit(10_000),
        deep(
            "MicrosoftTranslator", source="zh-hans", target="en",
            api_key="$MICROSOFT_API_KEY", region="$MICROSOFT_REGION",
        ),
        (
            Variable("MICROSOFT_API_KEY", "the key"),
            Variable("MICROSOFT_REGION", "its region, e.g. westeurope", needed=False, public=True),
        ),
    ),
    "baidu": Offer(
        "Baidu", Limit(6000, "bytes"),
        deep(
            "BaiduTranslator", partial(Posting, body="data"), source="zh", target="en",
            appid="$BAIDU_APPID", appkey="$BAIDU_APPKEY",
        ),
        (Variable("BAIDU_APPID", "the application"), Variable("BAIDU_APPKEY", "its key")),
        interval=1.1,
    ),
    # Servers have limits of their own, of which 2,000 is a common one.
    "libre": Offer(
        "LibreTranslate", Limit(2000), libre,
        (
            Variable("LIBRE_URL", "the server, e.g. http://127.0.0.1:5000"),
            Variable("LIBRE_API_KEY", "the key, if the server wants one", needed=False),
        ),
    ),
    "deepl": Offer(
        "DeepL", services.DEEPL_LIMIT, services.deepl,
        (
            Variable("DEEPL_API_KEY", "the key; one that ends in :fx goes to api-free.deepl.com"),
            Variable("DEEPL_URL", "another host, e.g. for a region", needed=False),
        ),
    ),
    "chat": Offer(
        "a chat model", services.LIMIT, services.chat,
        (
            Variable("CHAT_URL", "the address up to /chat/completions"),
            Variable("CHAT_MODEL", "the model's name"),
            Variable("CHAT_API_KEY", "the key, if the server wants one", needed=False),
        ),
        styled=True,
    ),
}  # fmt: skip
"""By the name that `--engine` takes."""
LEFT_OUT = {
    "yandex, papago": "the interfaces that the library uses were switched off",
    "qcri": "does not support Chinese",
    "deepl": "sends the key in the address, which DeepL no longer accepts; ours sends a header",
    "chatgpt": "needs openai before 1.0; `chat` does the same with any server",
    "linguee, pons": "are dictionaries of single words",
}
"""Engines of deep-translator that cannot be chosen, with the reason."""


def settle(name: str, environment: Mapping[str, str], options: Mapping[str, str]) -> dict[str, str]:
    """The values of an engine's variables; `options` (by name, e.g., `--url`) take precedence.

    Raises `Problems` for everything missing, useless, or wrong.
    """
    values = {
        one.name: (options.get(one.option) or environment.get(one.name, "")).strip()
        for one in OFFERS[name].variables
    }
    values |= {name: url.rstrip("/") for name, url in values.items() if name.endswith("_URL")}
    raise_any(unsettled(name, values, options))
    return values


def unsettled(
    name: str, values: Mapping[str, str], options: Mapping[str, str]
) -> Iterator[Problem]:
    variables = OFFERS[name].variables
    for one in variables:
        if one.needed and not values[one.name]:
            remedy = f"set the environment variable {one.name} ({one.about})"
            remedy += f", or give {one.option}" if one.option else ""
            yield Problem(f"--engine {name}", f"{one.name} is not set", remedy)
        elif found := misfit(one, values[one.name]):
            place = one.option if one.option in options else one.name
            yield Problem(place, found, f"set it again, to {one.about}, without quotation marks")
        elif one.option == "--url" and values[one.name] and not is_address(values[one.name]):
            found = "--url is not the address of a server"
            remedy = "begin it with http:// or https://, and leave out names, passwords, ?, and #"
            yield Problem(f"--engine {name}", found, remedy)
    for option in sorted(set(options) - {one.option for one in variables}):
        yield Problem(f"--engine {name}", f"{option} does not apply", f"leave {option} out")


def misfit(variable: Variable, value: str) -> str:
    """The reason why a variable cannot have this value, which is not shown; empty if it can."""
    if not value.isprintable():
        return "contains line breaks, controls, or other invisible characters"
    if variable.secret and not value.isascii():
        return "contains characters that a key cannot have"
    return f"is longer than {LONGEST:,} characters" if len(value) > LONGEST else ""


def is_address(text: str) -> bool:
    """True for the address of a server; a name or a password in it would be shown."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(known) and not re.search(r"[\s@?#\\]", text)
