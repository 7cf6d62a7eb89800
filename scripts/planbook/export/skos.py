"""Writes the termbase as SKOS in JSON-LD (W3C), for thesauri and linked data."""

from collections.abc import Mapping, Sequence

from planbook.addresses import GLOSSARY, built
from planbook.export.plan import written
from planbook.links.terms import Term
from planbook.locales import LOCALES, TAGS, Bilingual

SKOS = "http://www.w3.org/2004/02/skos/core#"
BY_LANGUAGE = ("prefLabel", "altLabel", "hiddenLabel", "definition")
CONTEXT = {
    "skos": SKOS,
    "id": "@id",
    "type": "@type",
    **{name: {"@id": f"skos:{name}", "@container": "@language"} for name in BY_LANGUAGE},
    **{
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("inScheme", "member", "topConceptOf")
    },
}
GLOSSARY_FILE = built("data/terms.jsonld", GLOSSARY)
"""The addresses of the terms are those of the site."""


def as_jsonld(terms: Sequence[Term], title: Bilingual, types: Mapping[str, Bilingual]) -> str:
    """The termbase, titled `title`: a concept for each term, a collection for each type.

    Forms that the English must not use are hidden labels, which searches may match.
    """
    concepts = [concept(one) for one in terms]
    members: dict[str, list[str]] = {}
    for one in terms:
        members.setdefault(one.type, []).append(address(one))
    scheme = {"id": GLOSSARY_FILE, "type": "skos:ConceptScheme", "prefLabel": both(title)}
    collections = [
        {
            "id": f"{GLOSSARY_FILE}#type-{name}",
            "type": "skos:Collection",
            "prefLabel": both(types[name]),
            "member": found,
        }
        for name, found in sorted(members.items())
    ]
    whole = {"@context": CONTEXT, "@graph": [scheme, *collections, *concepts]}
    return written(whole)


def concept(term: Term) -> dict[str, object]:
    labels: dict[str, dict[str, str | list[str]]] = {
        "prefLabel": {TAGS[locale]: term.forms(locale)[0] for locale in LOCALES},
        "altLabel": {TAGS[locale]: list(term.forms(locale)[1:]) for locale in LOCALES},
        "hiddenLabel": {"en": list(term.forbidden)},
        "definition": {TAGS[locale]: term.definition(locale) for locale in LOCALES},
    }
    filled = {name: {tag: one for tag, one in by.items() if one} for name, by in labels.items()}
    return {
        "id": address(term),
        "type": "skos:Concept",
        **{name: by for name, by in filled.items() if by},
        "topConceptOf": GLOSSARY_FILE,
        "inScheme": GLOSSARY_FILE,
    }


def address(term: Term) -> str:
    return f"{GLOSSARY_FILE}#{term.anchor}"


def both(text: Bilingual) -> dict[str, str]:
    return {TAGS[locale]: text.of(locale) for locale in LOCALES}
