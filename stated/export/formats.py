"""Formats: a page's notebook as a notebook file, as a script and as Markdown.

Script and Markdown have to run from top to bottom, so there a statement that fails on purpose is
caught and its message printed, and a figure is shown.
"""

from __future__ import annotations

import copy
import posixpath

import jupytext
import nbformat
from nbformat import NotebookNode

from stated.check.needs import caught
from stated.export.notebook import NotebookPage
from stated.export.prose import with_links, without_anchors

SVG = "image/svg+xml"
CONTINUED = "<!--pytest-codeblocks:cont-->"


def notebook_text(page: NotebookPage, chapters: set[str]) -> str:
    """The notebook as a file; its links lead to notebooks where there are some."""

    def place(target: str) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), target))
        return f"{target.removesuffix('.md')}.ipynb" if name in chapters else target

    notebook = copy.deepcopy(page.notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_links(cell.source, place)
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def script_text(page: NotebookPage) -> str:
    """The page as a script in jupytext's percent format, its prose in comments."""
    notebook = copy.deepcopy(page.notebook)
    notebook.metadata = {"jupytext": {"notebook_metadata_filter": "-all"}}
    for cell in notebook.cells:
        cell.metadata = {}
        cell.source = without_anchors(cell.source) if cell.cell_type == "markdown" else runnable(cell)
    return str(jupytext.writes(notebook, fmt="py:percent"))


def markdown_text(page: NotebookPage) -> tuple[str, dict[str, str]]:
    """The page as Markdown with code and outputs in it, and the pictures that stand beside it."""
    blocks: list[str] = []
    pictures: dict[str, str] = {}
    begun = False
    for cell in page.notebook.cells:
        if cell.cell_type == "markdown":
            blocks.append(cell.source)
            continue
        blocks += [CONTINUED] if begun else []
        blocks.append(f"```python\n{runnable(cell)}\n```")
        begun = True
        if printed := "".join(map(_printed, cell.outputs)):
            # Tildes: pytest-codeblocks would go on from a block in backticks.
            blocks.append(f"~~~text\n{printed}~~~")
        for output in cell.outputs:
            if SVG in output.get("data", {}):
                path = f"{page.stem}/{cell.id}-{len(pictures) + 1}.svg"
                pictures[path] = output.data[SVG] + "\n"
                alt = output.data["text/plain"].replace("[", "\\[").replace("]", "\\]")
                blocks.append(f"![{alt}]({posixpath.relpath(path, posixpath.dirname(page.name) or '.')})")
    return "\n\n".join(blocks) + "\n", pictures


def runnable(cell: NotebookNode) -> str:
    """The code of a cell as it runs outside a notebook."""
    code = cell.source
    if failure := next((o for o in cell.outputs if o.output_type == "error"), None):
        code = caught(code, failure.ename)
    if any(SVG in output.get("data", {}) for output in cell.outputs):
        code += "\n\nplt.show()"
    return str(code)


def _printed(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    return f"{output.ename.rpartition('.')[2]}: {output.evalue}\n" if output.output_type == "error" else ""
