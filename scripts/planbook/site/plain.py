"""Leaves out the Markdown that no page has, such as images, so that it is not looked for."""

from markdown import Extension, Markdown

BLOCKS = ("code", "setextheader", "hr", "quote", "reference")
PATTERNS = (
    "reference",
    "short_reference",
    "image_link",
    "image_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "linebreak",
)
"""More than half of the patterns that would be tried on every line. The names are Markdown's own."""


class Plain(Extension):
    """Python-Markdown without them. A page has the same content with and without this extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        for block in BLOCKS:
            md.parser.blockprocessors.deregister(block)
        for pattern in PATTERNS:
            md.inlinePatterns.deregister(pattern)


def makeExtension() -> Plain:  # noqa: N802 - the name that Python-Markdown looks for
    return Plain()
