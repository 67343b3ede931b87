"""Search: what readers type finds the pages they hope for, in their language, at once.

The queries of queries.toml go to the site's own search worker with the site's own index.
"""

from __future__ import annotations

import statistics
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.quiet
QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text("utf-8"))["query"]
FOLDER = {"ko": "", "en": "en/"}
FEWEST = {"ko": 40, "en": 20}
TOP = 10
RECALL = 0.95

# The worker as the page starts it; each answer's articles in their order, and the milliseconds.
ASK = """
async (queries) => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location);
  const worker = new Worker(new URL(config.search, location));
  const ask = (type, data) => new Promise((done) => {
    worker.onmessage = ({ data }) => done(data.data);
    worker.postMessage({ type, data });
  });
  const index = await (await fetch(new URL("search/search_index.json", base))).json();
  await ask(0, { ...index, options: { suggest: true } });
  const answers = [];
  const begun = performance.now();
  await ask(2, "x");
  const first = performance.now() - begun;
  for (const query of queries) {
    const begun = performance.now();
    const { items } = await ask(2, query);
    const found = items.map((group) => group.map(({ location }) => location.split("#")[0])[0]);
    answers.push({ found, ms: performance.now() - begun, terms: items[0]?.[0].terms });
  }
  worker.terminate();
  return { first, answers };
}
"""


@pytest.fixture(scope="module")
def answers(browser, site):
    """What each query found, after all were asked in both languages."""
    told = {}
    with browser.new_context() as context:
        for language, folder in FOLDER.items():
            queries = [query["typed"] for query in QUERIES if query["language"] == language]
            page = context.new_page()
            page.goto(site + folder)
            result = page.evaluate(ASK, queries)
            told |= {(language, typed): one for typed, one in zip(queries, result["answers"], strict=True)}
            times = [one["ms"] for one in result["answers"]]
            print(
                f"\n{language}: index made in {result['first']:.0f} ms, "
                f"median {statistics.median(times):.0f} ms a query, longest {max(times):.0f} ms"
            )
    return told


def test_there_are_queries_enough():
    for language, fewest in FEWEST.items():
        assert sum(query["language"] == language for query in QUERIES) >= fewest
    assert sum(query["held"] for query in QUERIES) * 2 >= len(QUERIES) - 6


@pytest.mark.parametrize("held", [False, True], ids=["development", "held"])
@pytest.mark.parametrize("language", FOLDER)
def test_recall(answers, language, held):
    recalls = []
    for query in (q for q in QUERIES if q["language"] == language and q["held"] == held):
        found = [page.removesuffix("/") for page in answers[language, query["typed"]]["found"][:TOP]]
        recalls.append(sum(page in found for page in query["pages"]) / len(query["pages"]))
        if recalls[-1] < 1:
            print(f"\n  {query['typed']}: hoped for {query['pages']}, found {found}")
    recall = statistics.mean(recalls)
    print(
        f"\n{language}, {'held' if held else 'development'}: recall at {TOP} {recall:.3f} of {len(recalls)}"
    )
    assert recall >= RECALL


def test_every_query_finds_something(answers):
    assert [typed for typed, answer in answers.items() if not answer["found"]] == []


def test_only_pages_of_its_language(answers, site):
    strays = [
        (language, page)
        for (language, _), answer in answers.items()
        for page in answer["found"]
        if page.startswith(("en/", "ko/", "..", "/", "http"))
    ]
    assert strays == []


def test_the_terms_shown_are_those_typed(answers):
    shown = answers["ko", "경사하강법"]["terms"]
    assert list(shown) == ["경사하강법"]


@pytest.mark.parametrize(("folder", "typed"), [("", "역전파로"), ("en/", "zero_grad")])
def test_a_reader_types(page, site, folder, typed):
    """The whole way: the box, the list, a click, and no page of the other language."""
    page.goto(site + folder)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("End")  # Hangul comes without a key of its own, and the theme waits for one
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
    links = page.locator(".md-search-result__item a")
    addresses = links.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert all(address.startswith("/en/") == (folder == "en/") for address in addresses)
    begun = page.url
    first.click()
    page.wait_for_function("begun => location.href != begun", arg=begun)
