"""The HTML that the engine puts on pages: Jinja templates, with autoescape."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from stated.edition import inline

SHORT = 16
"""Characters of code that stay on one line, see stated/site/markup.py."""


class _OneLine(Extension):
    """Line breaks of a template are for whoever reads the template; what is filled in keeps its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"\n\s*", "", source)


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=[_OneLine],
)


def long_name(name: str) -> Markup:
    """A name as code that a narrow column breaks between its parts, and nowhere else."""
    return Markup("<code>{}</code>").format(Markup(re.sub(r"(?<=[._/:])(?=[a-zA-Z])", "<wbr>", escape(name))))


def short_whole(html: str) -> Markup:
    """HTML whose short pieces of code stay on one line, as in a page's prose."""

    def kept(match: re.Match[str]) -> str:
        code = match[1]
        short = len(unescape(code)) <= SHORT and re.search(r"[ ?-]", code)
        return f'<code class="short">{code}</code>' if short else match[0]

    return Markup(re.sub(r"(?<!<pre>)<code>([^<\n]*)</code>", kept, html))


_environment.filters |= {"inline": lambda text: short_whole(inline(text)), "long_name": long_name}


def render(template: str, **values: object) -> Markup:
    """A template of this folder, filled; what is no markup in `values` is escaped."""
    return Markup(_environment.get_template(f"{template}.html.j2").render(**values))
