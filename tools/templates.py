"""Rules about templates: nothing inline, nothing unescaped, no logic that belongs in a presenter."""

import re
from collections.abc import Iterator
from pathlib import Path

DEEPEST_IF = 3
MOST_CONNECTIVES = 1

INLINE = {
    re.compile(r"\sstyle\s*=", re.IGNORECASE): "has an inline style",
    re.compile(r"<style\b", re.IGNORECASE): "has a style element",
    re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE): "has an inline script",
    re.compile(r"\son[a-z]+\s*=", re.IGNORECASE): "has an inline event handler",
    re.compile(r"javascript:", re.IGNORECASE): "has a script address",
    re.compile(r"\|\s*safe(seq)?\b"): "trusts a value with |safe",
    re.compile(r"{%\s*autoescape\s+off"): "turns escaping off",
}
# The one value that is markup already: the picture of the code to scan, drawn by allauth from a secret of our making.
DRAWN = "mfa/totp/activate_form.html"
TAG = re.compile(r"{%\s*(\w+)\s*(.*?)\s*%}")
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
CONNECTIVE = re.compile(r"\b(?:and|or)\b")
WORD_COMPARED = re.compile(r"[=!]=\s*[\"']|[\"']\s*[=!]=")
CHOOSES_MARKUP = {"components", "forms"}  # where a kind picks the markup, comparing words is the whole point


def breaches(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder)
        text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), file.read_text(encoding="utf-8"))
        text = text.replace("{{ totp_svg|safe }}", "") if str(name) == DRAWN else text
        yield from (f"templates/{name}{breach}" for breach in inline(text, printed=name.parts[0] == "documents"))
        yield from (f"templates/{name}{breach}" for breach in logic(text, words=name.parts[0] in CHOOSES_MARKUP))


def inline(text: str, *, printed: bool) -> Iterator[str]:
    """A printed page carries its own style sheet: there is no browser whose policy could refuse it."""
    for pattern, complaint in INLINE.items():
        if printed and "style" in complaint:
            continue
        for found in pattern.finditer(text):
            yield f":{line_of(text, found.start())} {complaint}"


def logic(text: str, *, words: bool) -> Iterator[str]:
    depth = 0
    for found in TAG.finditer(text):
        tag, condition = found.groups()
        depth += {"if": 1, "endif": -1}.get(tag, 0)
        if tag not in {"if", "elif"}:
            continue
        where = line_of(text, found.start())
        if depth > DEEPEST_IF:
            yield f":{where} nests conditions {depth} deep; let the presenter decide"
        if len(CONNECTIVE.findall(condition)) > MOST_CONNECTIVES:
            yield f":{where} combines conditions; let the presenter decide"
        if not words and WORD_COMPARED.search(condition):
            yield f":{where} compares a word; let the presenter decide"


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
