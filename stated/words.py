"""The few words the engine itself puts on pages, in each language it knows."""

JOSA = (
    "(?:은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|까지|부터|보다|처럼|마다|이나|이라는|라는|이란|란|입니다|이다|들"
    "|들은|들을|들이|들의|들에|에는|에서는|로는|으로는|와는|과는|에서의|으로의|로의|와의|과의|에도|에서도|로도|으로도"
    "|들로|들과|들도|인|이며|이고|라고|이라고|로부터|으로부터)"
)
"""Korean particles that the search index and a query both leave out."""
KOREAN_SEPARATOR = (
    f"(?<=[가-힣]{{2}}){JOSA}(?![가-힣])|(?<=[A-Za-z0-9_]){JOSA}(?![가-힣])"
    r"""|[\s\u200b\-,.:;!?=\[\](){}<>"'`/·、。“”‘’]+|&(?:[lg]t|amp|quot);"""
    "|(?<=[A-Za-z0-9_])(?=[가-힣])|(?<=[가-힣])(?=[A-Za-z0-9_])"
)

WORDS = {
    "ko": {
        "output": "출력",
        "failure": "예상한 오류·경고",
        "provenance": "{versions} · {device} · 시드 0 · {date} 실행",
        "snippet": "스니펫",
        "cells": "셀",
        "verdict": "판정",
        "seconds": "시간(초)",
        "hidden": "숨은 셀",
        "holds": "통과",
        "printed": "출력 일치",
        "form": "형식 일치",
        "fails": "예상한 오류·경고",
        "asserted": "assert",
        "cell": "셀 이름",
        "none": "없음",
        "totals": "스니펫 {modules}개, 셀 {cells}개, 확인한 결과 {results}개, 예상한 오류·경고 {failures}개.",
        "slowest": "가장 느린 스니펫",
        "nothing_hidden": "숨은 셀이 없습니다.",
        "skipped": "건너뛴 것",
        "nothing_skipped": "건너뛴 스니펫이 없습니다.",
        "site": {
            "to_dark": "어두운 화면으로",
            "to_light": "밝은 화면으로",
            "separator": KOREAN_SEPARATOR,
            "permalink": "이 절의 고유 링크",
            "sources": "이 페이지가 바로잡은 원문:",
            "not_found": "404 - 페이지를 찾을 수 없습니다",
            "home": "첫 페이지로 가기",
        },
    },
    "en": {
        "output": "Output",
        "failure": "Expected error or warning",
        "provenance": "{versions} · {device} · seed 0 · run on {date}",
        "snippet": "Snippet",
        "cells": "Cells",
        "verdict": "Verdict",
        "seconds": "Seconds",
        "hidden": "Hidden cells",
        "holds": "holds",
        "printed": "output holds",
        "form": "form holds",
        "fails": "fails as stated",
        "asserted": "assert",
        "cell": "Cell",
        "none": "none",
        "totals": "{modules} snippets, {cells} cells, {results} results and {failures} failures hold.",
        "slowest": "Slowest snippets",
        "nothing_hidden": "No cell is hidden.",
        "skipped": "Skipped",
        "nothing_skipped": "No snippet was skipped.",
        "site": {
            "to_dark": "Switch to dark mode",
            "to_light": "Switch to light mode",
            "separator": r"[\s\-,.:;!?=\[\](){}<>\"'`/]+|&(?:[lg]t|amp|quot);",
            "permalink": "Link to this section",
            "sources": "This page corrects the source:",
            "not_found": "404 - Page not found",
            "home": "Go to the front page",
        },
    },
}
