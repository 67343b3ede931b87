"""Figures: a recorded SVG becomes a part of a page, in the reader's colours and fonts."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
TEXT_COLOUR = "#123456"
"""The colour that snippets/matplotlibrc gives to text and axes; here it becomes the reader's."""
GREY = "#767676"
"""Text in a picture that stands alone: readable on white and on black."""
_REFERENCE = re.compile(r"""(?:url\(|="|=')#([^)"']+)""")
_DROPPED = (f"{{{SVG}}}metadata", f"{{{SVG}}}style")

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def inline_svg(svg: str, prefix: str) -> str:
    """The SVG as an element of a page: scaled by the page, named by its caption, its ids its own.

    Args:
        svg: what matplotlib wrote.
        prefix: put before every id, so that two figures of one page do not collide.
    """
    root = _cleaned(svg, prefix, "currentColor")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.set("data-search-exclude", "true")
    root.set("aria-labelledby", f"{prefix}-caption")
    return ElementTree.tostring(root, encoding="unicode")


def standalone_svg(svg: str, prefix: str, alt: str) -> str:
    """The SVG as a picture of its own, for readers with a light or a dark background."""
    root = _cleaned(svg, prefix, GREY)
    root.set("font-family", "sans-serif")
    root.set("aria-label", alt)
    return ElementTree.tostring(root, encoding="unicode")


def _cleaned(svg: str, prefix: str, colour: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    _refuse_scripts(root)
    for parent in list(root.iter()):
        for child in [c for c in parent if c.tag in _DROPPED]:
            parent.remove(child)
    used = set(_REFERENCE.findall(ElementTree.tostring(root, encoding="unicode")))
    for element in root.iter():
        # Two pictures of the same pixels have the same id; nothing asks for it.
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        for name, value in list(element.attrib.items()):
            if name == "id":
                value = f"{prefix}-{value}"
            elif name == f"{{{XLINK}}}href" and value.startswith("#"):
                value = f"#{prefix}-{value[1:]}"
            value = value.replace("url(#", f"url(#{prefix}-").replace(TEXT_COLOUR, colour)
            element.set(name, value)
        _spread_style(element)
    root.set("role", "img")
    return root


def _refuse_scripts(root: ElementTree.Element) -> None:
    """A picture draws; it runs nothing and fetches nothing.

    Raises:
        ValueError: if it could.
    """
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("script", "foreignObject", "a", "animate", "set"):
            raise ValueError(f"a figure has an element '{name}'")
        for attribute, value in element.attrib.items():
            leads = attribute.rpartition("}")[2] == "href" and not value.startswith(("#", "data:image/"))
            if attribute.lower().startswith("on") or leads:
                raise ValueError(f"a figure has {attribute.rpartition('}')[2]}='{value[:40]}'")


def _spread_style(element: ElementTree.Element) -> None:
    """Say as attributes what a style attribute says: a strict Content-Security-Policy forbids those.

    The fonts are left out; they are the page's.
    """
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name and name != "font-family":
            element.set(name, value)
