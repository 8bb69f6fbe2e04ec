"""What people write, as safe HTML or as plain text; the only module that says of a text that it may go into a page as it is."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

TAGS: Final = {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a", "span"}
SCHEMES: Final = {"http", "https", "mailto"}
LINK: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
TIMES: Final = "\ue000"  # of the private use area: no sign that anybody types
DEEPEST: Final = 24  # lists and quotes inside each other


def written(text: str, handles: Sequence[str] = ()) -> Markup:
    """Markdown as HTML: paragraphs, line breaks, bold, italic, code, quotes, lists, links. `@` with a handle is marked."""
    return Markup(_cleaned(text, tuple(handles)))  # noqa: S704 - cleaned by nh3 in the line below


@lru_cache(maxsize=512)
def _cleaned(text: str, handles: tuple[str, ...]) -> str:
    parser, env = _parser(), {"handles": calls(handles) if handles else None}
    tokens = parser.parse(_times(text), env)
    html = _as_typed(text) if _is_too_deep(tokens) else str(parser.renderer.render(tokens, parser.options, env))
    return nh3.clean(
        html.replace(TIMES, "*").replace(quote(TIMES), "*"),
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        allowed_classes={"span": {"mention"}},
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )


def plain(text: str) -> str:
    """The words of a Markdown text without its marks, a link with its address; for letters and notices."""
    tokens = _parser().parse(_times(text))
    return (
        text
        if _is_too_deep(tokens)
        else "\n".join(_lines(tokens)).replace(TIMES, "*").replace(quote(TIMES), "*").strip()
    )


def calls(handles: Sequence[str]) -> re.Pattern[str]:
    """What calls one of these people in a text: `@Name`, the longest name first, and no part of an address."""
    names = "|".join(re.escape(handle) for handle in sorted(handles, key=len, reverse=True))
    return re.compile(rf"(?<![\w@.])@({names})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False, "maxNesting": DEEPEST})
    parser.disable(["html_block", "html_inline", "image", "lheading", "code", "reference", "entity"])
    parser.validateLink = lambda url: LINK.fullmatch(url) is not None  # type: ignore[method-assign]
    parser.core.ruler.push("mention", _mark)
    parser.add_render_rule("heading_open", lambda renderer, tokens, at, options, env: "<p><strong>")
    parser.add_render_rule("heading_close", lambda renderer, tokens, at, options, env: "</strong></p>\n")
    parser.add_render_rule("mention", _mention)
    return parser


def _times(text: str) -> str:
    """3*4 is a product, not the beginning of italics."""
    return re.sub(r"(?<=\w)\*(?=\w)", TIMES, text.replace(TIMES, ""))


def _is_too_deep(tokens: Sequence[Token]) -> bool:
    """The parser leaves out what lies deeper: then the text is shown as it was typed, for no word may be lost."""
    return any(token.level >= DEEPEST - 1 for token in tokens)


def _as_typed(text: str) -> str:
    return "<p>" + escapeHtml(text).replace("\n", "<br>\n") + "</p>"


def _mark(state: StateCore) -> None:
    pattern = state.env.get("handles")
    if pattern is None:
        return
    for token in state.tokens:
        if token.children:
            token.children = [piece for child in token.children for piece in _pieces(child, pattern)]


def _pieces(token: Token, pattern: re.Pattern[str]) -> Iterator[Token]:
    """A text cut at the calls that it holds."""
    if token.type != "text":
        yield token
        return
    end = 0
    for found in pattern.finditer(token.content):
        if found.start() > end:
            yield Token("text", "", 0, content=token.content[end : found.start()])
        yield Token("mention", "span", 0, content=found[0])
        end = found.end()
    if end < len(token.content):
        yield Token("text", "", 0, content=token.content[end:])


def _mention(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<span class="mention">{escapeHtml(tokens[at].content)}</span>'


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    counts: list[int | None] = []  # of each open list: the number of its next point, None where it has none
    begin = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                counts.append(None)
            case "ordered_list_open":
                counts.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                counts.pop()
            case "list_item_open":
                begin = "- " if counts[-1] is None else f"{counts[-1]}. "
                counts[-1] = None if counts[-1] is None else counts[-1] + 1
            case "inline" | "fence":
                words = token.content.rstrip() if token.type == "fence" else _words(token.children or ())
                yield begin + words
                begin = ""


def _words(tokens: Sequence[Token]) -> str:
    answer, target = "", ""
    for token in tokens:
        if token.type == "link_open":
            target = "" if token.info == "auto" else str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            answer += f" ({target})" if target else ""
        else:
            answer += "\n" if token.type in ("softbreak", "hardbreak") else token.content
    return answer
