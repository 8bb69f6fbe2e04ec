"""What people write becomes safe HTML: marks work, nothing that runs comes through, and no word is lost."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.web.markup import TAGS, plain, written
from bpo_gov.wiring import ROOT

BAD_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&#58;alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "//evil.example",
    "/sign-out",
    "file:///etc/passwd",
    "javascript://x%0aalert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "blob:https://x/1",
    "http:javascript:alert(1)",
    "#x",
)
HTML = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=javascript:alert(1)>",
    "<img src=`javascript:alert(1)`>",
    '<img """><script>alert(1)</script>">',
    "<img src=x:x onerror\n=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>@import '//evil.example'</style>",
    "<div style='background:url(javascript:alert(1))'>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<form action=//evil.example><input type=submit>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<x onclick=alert(1)>x</x>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "</div></body><script>alert(1)</script>",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "<sVg/OnLoAd=alert(1)//",
)
MARKED = (
    "```<script>\n<script>alert(1)</script>\n```",
    '```js" onmouseover="alert(1)\ncode\n```',
    "`<img src=x onerror=alert(1)>`",
    "![x](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    '[x](https://a.b "onmouseover=alert(1)")',
    '[x](https://a.b/"onmouseover="alert(1))',
    "[x](<https://a.b/ onclick=alert(1)>)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    '<https://a.b/"onclick=alert(1)>',
    "[<img src=x onerror=alert(1)>](https://a.b)",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "# <svg onload=alert(1)>",
    "**<script>**alert(1)</script>",
    "@Ana<script>alert(1)</script>",
    '@Ana"onclick=alert(1)',
    "[@Ana](javascript:alert(1))",
    "<span class=mention onclick=alert(1)>@Ana</span>",
)
PAYLOADS = [*(f"[x]({link})" for link in BAD_LINKS), *(f"<{link}>" for link in BAD_LINKS), *HTML, *MARKED]


def elements(html: str) -> list[Element]:
    """The elements of a piece of HTML as a browser reads it."""
    return [
        one for one in html5lib.parseFragment(html, namespaceHTMLElements=False).iter() if isinstance(one.tag, str)
    ][1:]


def harm(html: str) -> list[str]:
    """What could run or load, and every element and attribute that is not on the short list."""
    found = []
    for one in elements(html):
        found += [one.tag] if one.tag not in TAGS else []
        for name, value in one.attrib.items():
            fine = {
                "href": value.lower().startswith(("http://", "https://", "mailto:")), "rel": value == "noopener nofollow",
                "class": value == "mention", "start": value.isdigit(),
            }  # fmt: skip
            found += [] if fine.get(str(name), False) else [f"{one.tag} {name}={value}"]
    return found


def test_there_are_more_than_a_hundred_attacks() -> None:
    assert len(set(PAYLOADS)) > 100


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_comes_through(payload: str) -> None:
    for text in (
        payload,
        f"words {payload} words",
        f"> - {payload}",
        f"**{payload}**",
        f"a\n\n{payload}\n\nb",
        plain(payload),
    ):
        html = str(written(text, ("ana", "ana maria")))
        assert harm(html) == []
        assert (
            harm(html5lib.serialize(html5lib.parseFragment(html), quote_attr_values="always")) == []
        )  # nor the second time it is read


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                *PAYLOADS,
                "**",
                "*",
                "`",
                "[",
                "](",
                ")",
                "\n",
                "\n\n",
                "> ",
                "- ",
                "1. ",
                "@Ana ",
                "<",
                ">",
                '"',
                "'",
                "&",
                "\\",
            ]
        ),
        max_size=12,
    )
)
def test_no_mixture_of_attacks_comes_through(pieces: list[str]) -> None:
    assert harm(str(written("".join(pieces), ("ana",)))) == []


@settings(max_examples=300)
@given(st.text(alphabet="ab *_`>-1.[]()<#&@\n\\~", max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    wanted = sorted(sign for sign in text if sign in "ab@&~")
    shown = "".join(
        "".join(one.itertext()) for one in [html5lib.parseFragment(str(written(text)), namespaceHTMLElements=False)]
    )
    assert (
        [sign for sign in sorted(shown) if sign in "ab@&~"] == wanted or "](" in text or "```" in text or "~~~" in text
    )


def test_marks_that_people_use() -> None:
    assert written("**a** *b* `c`\nd") == "<p><strong>a</strong> <em>b</em> <code>c</code><br>\nd</p>\n"
    assert written("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert written("[x](https://a.b/c*d)") == '<p><a href="https://a.b/c*d" rel="noopener nofollow">x</a></p>\n'
    assert written("# Big\ntext") == "<p><strong>Big</strong></p>\n<p>text</p>\n"
    assert written("3*4*5 &amp; <b>") == "<p>3*4*5 &amp;amp; &lt;b&gt;</p>\n"


def test_who_is_mentioned_is_marked_and_no_part_of_an_address() -> None:
    html = written("@Ana Lee, @ana and ana@ana.example, @Anabel", ("ana", "ana lee"))
    assert html.count('class="mention"') == 2
    assert '<span class="mention">@Ana Lee</span>' in html


def test_what_lies_too_deep_is_shown_as_it_was_typed() -> None:
    assert "word" in written("> " * 200 + "word")
    assert "word" in plain("> " * 200 + "word")


def test_a_letter_has_the_words_without_their_marks() -> None:
    text = "# Two\n\n- **a** [x](https://a.b)\n- b\n\n3. c\n4. d\n\n```\n*code*\n```"
    assert plain(text) == "Two\n- a x (https://a.b)\n- b\n3. c\n4. d\n*code*"


def test_only_one_module_says_of_a_text_that_it_is_safe() -> None:
    saying = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bpo_gov").rglob("*.py")
        if "Markup(" in path.read_text(encoding="utf-8")
    }
    assert saying == {"bpo_gov/web/markup.py"}
