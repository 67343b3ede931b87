"""Stated results: snippets run once, and what they print is held against what is stated.

The flow is one way, a module a step:

    read → run → record → check → show

`read` takes a snippet module apart, `run` executes it in a fork, `record` keeps what came,
`check` holds it against what the snippet states, `show` puts code and result on a page.
"""
