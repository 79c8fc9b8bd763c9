"""Ways to show other words than stand in the source, each seen in a browser: read as a person does, or said.

Chromium and a reader of its screenshots were the witnesses of what each of these pages shows. Either the sentence reads
as it is seen, or the document is for review; never neither.
"""

import pytest

from corpus.work import Expression
from parser.document import parse

SENTENCE = "The provider must share data."
WITH_NOT = "The provider must not share data."


def page(inner: str, head: str = "", below: str = "") -> Expression:
    body = f"""<!doctype html><html lang="en"><head><title>Code</title>{head}</head><body><main>
        <h1>Code of practice</h1><h2>1 Duties</h2><p>1.1 Providers keep a record of every decision taken.</p>
        <p>1.2 The provider must {inner}share data.</p>{below}<p>1.3 Records are kept for seven years.</p>
        </main></body></html>"""
    return parse(body.encode(), name="page.html")


def held(expression: Expression, seen: str) -> bool:
    """Whether the sentence reads as it is seen, or the document is for review."""
    texts = [" ".join(node.text.split()) for root in expression.provisions for node in root.walk()]
    return seen in texts or bool(expression.coverage.review)


UNSEEN_ELEMENTS = {
    "a popover": "<b popover>not </b>",
    "a popover opened by hand": "<b popover=manual>not </b>",
    "a popover that a style shows where it likes": "<b popover style='display:inline'>not </b>",
    "a marquee without width": "<marquee width=0>not </marquee>",
    "letters nearly of their ground": "<font color=fffffe>not </font>",
    "no template's words": "<b><template shadowrootmode=open></template>not </b>",
}


@pytest.mark.parametrize("name", UNSEEN_ELEMENTS)
def test_an_element_that_is_not_shown_is_not_read_in_silence(name: str) -> None:
    """Elements and attributes a browser shows nothing of, or shows somewhere else."""
    assert held(page(UNSEEN_ELEMENTS[name]), SENTENCE)


UNSEEN_STYLES = [
    "clip-path:circle(0px at 50% 50%)", "clip-path:inset(0 100% 0 0)", "clip-path:polygon(0 0,1px 0,0 1px)",
    "scale:0 1", "transform:scale(.01)", "transform:matrix(0,0,0,0,0,0)", "rotate:y 90deg", "translate:-9999px",
    "transform:translateX(300vw)", "position:absolute;left:200%", "position:absolute;left:calc(-100vw - 5px)",
    "position:absolute;left:-99em", "position:fixed;top:-60px", "position:absolute;right:9999px",
    "width:3em;overflow:hidden;text-indent:-100%", "width:3em;overflow:hidden;text-indent:100%;white-space:nowrap",
    "max-width:0;overflow:clip;white-space:nowrap", "height:.1em;overflow:hidden", "line-height:0;overflow:hidden",
    "contain:strict", "width:calc(1px - 1px);overflow:hidden;white-space:nowrap", "font-size:.1px",
    "font-size:calc(0px)", "zoom:.01", "opacity:1%", "opacity:calc(0)", "filter:blur(30px)", "filter:invert(1)",
    "letter-spacing:-1em",
    "mask-image:linear-gradient(transparent,transparent)", "mix-blend-mode:screen;background:#fff", "float:right",
    "width:1em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap", "offset-path:path('M-9999 0 L -9999 1')",
    "transform:perspective(1px) translateZ(9999px)", "display:table-column", "displ\\61 y:none",
]  # fmt: skip


@pytest.mark.parametrize("style", UNSEEN_STYLES)
@pytest.mark.parametrize("where", ["attribute", "sheet"])
def test_a_style_that_leaves_a_word_unseen_is_not_read_in_silence(style: str, where: str) -> None:
    """Every property that can take a word out of sight, by a value that nobody listed."""
    style = style if style.startswith("disp") else f"display:inline-block;{style}"
    attribute, head = (f'style="{style}"', "") if where == "attribute" else ("class=x", f"<style>.x{{{style}}}</style>")
    assert held(page(f"<b {attribute}>not </b>", head), SENTENCE)


COLOURS = [
    "color:rgb(255 255 255 / 100%)", "color:hsl(0 0% 100%)", "color:hwb(0 100% 0%)", "color:lab(100 0 0)",
    "color:Canvas",
    "color:color-mix(in srgb, white, white)", "color:#ffffffff", "--c:#fff;color:var(--c)", "color:#fdfdfd",
    "color:rgba(0,0,0,.01)", "color:#00000001", "-webkit-text-fill-color:#fff", "color:black;background-color:#000000",
    "background:#000", "background:currentColor", "color:#c00;background:linear-gradient(#c00,#c00)",
    "background:#fff;background-clip:text;color:transparent", "box-shadow:inset 0 0 0 99px #000",
]  # fmt: skip


@pytest.mark.parametrize("style", COLOURS)
def test_letters_that_do_not_stand_out_are_in_doubt(style: str) -> None:
    """The colour of letters against what is behind them, however either is written."""
    assert held(page(f"<b style='{style}'>not </b>"), SENTENCE)


def test_letters_are_compared_with_the_ground_they_stand_on() -> None:
    """White on a dark paragraph is read; the dark colour on it is in doubt."""
    sheet = "<style>p{background:#222;color:#fff}.x{color:#222}</style>"
    assert page("not ", sheet).coverage.review == ()
    assert held(page("<b class=x>not </b>", sheet), SENTENCE)


STRUCK = {
    "a gradient": (
        "<b style='background:linear-gradient(transparent 45%,red 45%,red 55%,transparent 55%)'>not </b>",
        "",
    ),
    "a thin gradient": ("<b style='background-image:linear-gradient(red,red);background-size:100% 2px'>not </b>", ""),
    "a picture of a line": ("<b style='background:url(line.svg)'>not </b>", ""),
    "a border": ("<b style='display:inline-block;height:.6em;border-bottom:2px solid red'>not </b>", ""),
    "an outline": ("<b style='outline:2px solid red;outline-offset:-12px'>not </b>", ""),
    "an underline moved up": ("<b style='text-decoration:underline;text-underline-offset:-.35em'>not </b>", ""),
    "the longhand": ("<b style='-webkit-text-decoration-line:line-through'>not </b>", ""),
    "a role": ("<b role=deletion>not </b>", ""),
    "a box after it": (
        "<b class=x>not </b>",
        ".x::after{content:'';position:absolute;left:0;border-top:2px solid red}",
    ),
    "a box before it": ("<b class=x>not </b>", ".x::before{content:' ';position:absolute;inset:45% 0;background:red}"),
    "dashes drawn back": ("<b class=x>not </b>", ".x::after{content:'\\2014\\2014';margin-left:-2em}"),
    "a class": ("<b class=tracked-deletion>not </b>", ""),
    "a label": ("<b aria-label='deleted text'>not </b>", ""),
    "tildes": ("~~not~~ ", ""),
    "a word diff": ("[-not-] ", ""),
    "CriticMarkup": ("{--not--} ", ""),
    "brackets": ("[deleted: not] ", ""),
    "brackets after": ("[not deleted] ", ""),
    "strokes over letters": ("n\u0335o\u0335t\u0335 ", ""),
}


@pytest.mark.parametrize("name", STRUCK)
def test_words_struck_out_by_whatever_means_are_not_read_in_silence(name: str) -> None:
    """A line drawn through by any means, a name or a sign that says so."""
    inner, sheet = STRUCK[name]
    assert held(page(inner, f"<style>{sheet}</style>"), SENTENCE)


SHEETS = {
    "a list in not()": "b:not(.y,.z){display:none}",
    "a relation in is()": ":is(p .x){display:none}",
    "has()": "p:has(b.x) > .x{display:none}",
    "nth of": "b:nth-child(1 of .x){display:none}",
    "a direction": "b:dir(ltr){display:none}",
    "nesting": "p{& .x{display:none}}",
    "nesting without a sign": "p{.x{display:none}}",
    "nesting in a group": ".x{@media screen{display:none}}",
    "nesting the other way": ".x{p &{display:none}}",
    "a layer that wins": "@layer a{b.x{display:inline}} .x{display:none}",
    "a query turned round": "@media not (max-width:100px){.x{display:none}}",
    "an animation": "@keyframes k{to{opacity:0}} .x{animation:k 1ms forwards}",
    "a property of the element": ".x{--d:none;display:var(--d)}",
    "a property of a parent": "p{--d:none} .x{display:var(--d)}",
    "a registered property": "@property --d{syntax:'*';inherits:true;initial-value:none} .x{display:var(--d)}",
    "a variable of the system": ".x{display:env(nope,none)}",
    "a condition": ".x{display:if(else: none)}",
    "a layer's own value": "@layer a{.x{display:none}} .x{display:revert-layer}",
    "a picture for the words": ".x{content:url(x.gif)}",
    "an import in the sheet": "@import url('data:text/css,.x{display:none}');",
    "a sum": ".x{font-size:calc(1px*0)}",
    "a colour of the body": "body{background:#123456} p{color:#fff} .x{color:#123456}",
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_rule_that_hides_is_followed_or_said(name: str) -> None:
    """Selectors, groups, layers and values of CSS that are not all followed here: what is not followed is said."""
    assert held(page('<b class="x">not </b>', f"<style>{SHEETS[name]}</style>"), SENTENCE)


SHOWING = {
    "a layer that loses": "@layer a{.x{display:none}} .x{display:inline}",
    "a layer that loses to a plain name": ".x{display:inline} @layer a{b.x.x.x{display:none}}",
    "what is not supported": "@supports not (display:grid){.x{display:none}}",
    "a container too wide": "p{container-type:inline-size} @container (max-width:10px){.x{display:none}}",
    "another scope": "@scope (.none){.x{display:none}}",
    "a property set anew": ":root{--d:none} p{--d:inline} .x{display:var(--d)}",
    "a property that is not set": ".x{display:none;display:var(--q)}",
    "everything anew": ".x{display:none} .x{all:revert}",
    "a rule with a wrong selector": ".x,:bogus(1){display:none}",
    "a decoration set anew": ".x{text-decoration-line:line-through;text-decoration:none}",
}


@pytest.mark.parametrize("name", SHOWING)
def test_a_rule_that_does_not_hold_hides_nothing_in_silence(name: str) -> None:
    """What looks as if it hid a word that every person sees."""
    assert held(page('<b class="x">not </b>', f"<style>{SHOWING[name]}</style>"), WITH_NOT)


OTHER_SHEETS = {
    "another language": "<style type='text/less'>.x{display:none}</style>",
    "an alternative": "<link rel='alternate stylesheet' title=b href='data:text/css,.x{display:none}'>",
    "one switched off": "<link rel=stylesheet disabled href='data:text/css,.x{display:none}'>",
    "for browsers without scripts": "<noscript><style>.x{display:none}</style></noscript>",
    "in a template": "<template><style>.x{display:none}</style></template>",
}


@pytest.mark.parametrize("name", OTHER_SHEETS)
def test_a_sheet_that_no_browser_applies_hides_nothing(name: str) -> None:
    """Sheets of another type, alternatives, and those inside what is not shown."""
    assert held(page('<b class="x">not </b>', OTHER_SHEETS[name]), WITH_NOT)


SCRIPTS = [
    "document.querySelectorAll('#n').forEach(e=>e.remove())", "n.remove()", "document.getElementById('n').innerHTML=''",
    "for(const p of document.getElementsByTagName('p'))p.innerHTML=p.innerHTML.replace('not ','')",
    "document.body.innerHTML=document.body.innerHTML.replace('not','')",
    "document.getElementById('n').style.display='none'",
    "document.getElementById('n').replaceWith('')", "document.getElementById('n').setAttribute('hidden','')",
    "const w=document.createTreeWalker(document.body,4);while(w.nextNode())w.currentNode.data=''",
    "document.currentScript.previousElementSibling.remove()", "document['getElementById']('n')['remove']()",
    "var s=document.createElement('style');s.textContent='#n{display:none}';document.head.append(s)",
    "var s=new CSSStyleSheet();s.replaceSync('#n{display:none}');document.adoptedStyleSheets=[s]",
    "eval(atob('bi5yZW1vdmUoKQ=='))", "new Function('n.remove()')()", "setTimeout('n.remove()',1)",
    "document.all.n.remove()", "document.querySelector(`#${'n'}`).remove()",
    "document.getElementById('n'.trim()).remove()",
    "addEventListener('load',()=>document.getElementById('n').remove())", "$('#n').remove()",
    "jQuery($=>{$('.x').hide()})",
    "Object.assign(document.getElementById('n').style,{display:'none'})",
    "document.getElementById('n').animate({opacity:[0,0]},{})",
    "document.write('Not. ')", "document.getElementById('n').insertAdjacentHTML('beforebegin','never ')",
]  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_that_may_change_the_words_is_said(script: str) -> None:
    """Scripts are not run: those that change elements of the text make the document one for review."""
    review = page('<b id="n" class="x">not </b>', "", f"<script>{script}</script>").coverage.review
    assert any("a script may change it" in reason for reason in review)


INNOCENT = [
    "(function(w,d,s,l,i){w[l]=w[l]||[];var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.src='https://t.example/'+i;"
    "f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','T-1')",
    "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' supported' : '')",
    "window.dataLayer=[{title:document.title,path:location.pathname}]",
    "document.addEventListener('DOMContentLoaded',function(){console.log('ready')})",
    "document.documentElement.classList.add('js')", "document.write('<script src=\"https://t.example/a.js\"><\\/script>')",
    "var a=document.createElement('script');a.src='/s.js';document.body.appendChild(a)",
]  # fmt: skip


@pytest.mark.parametrize("script", INNOCENT)
def test_counting_and_loading_scripts_are_in_no_doubt(script: str) -> None:
    """What stands on every page: counting, consent, loading, a class that says that scripts run."""
    assert page("", "", f"<script>{script}</script>").coverage.review == ()


def test_a_class_set_by_a_script_counts_where_a_sheet_of_the_page_hides_by_it() -> None:
    """`js` on the root hides nothing by itself; with `.js .x{display:none}` in the page it does."""
    below = "<script>document.documentElement.classList.add('js')</script>"
    assert held(page('<b class="x">not </b>', "<style>.js .x{display:none}</style>", below), SENTENCE)


def test_a_few_hidden_words_that_turn_a_sentence_are_said() -> None:
    """Hidden words are read past as a person does; where they are `not` or `unless`, a person is asked to look."""
    review = page("<b hidden>not </b>").coverage.review
    assert any("dropped as hidden" in reason for reason in review)
    assert page("<b hidden>(opens in a new tab) </b>").coverage.review == ()


APART = {
    "noscript": "<noscript>not </noscript>",
    "template": "<template>not </template>",
    "a closed dialog": "<dialog>not </dialog>",
    "closed details": "<details><summary>more</summary>not </details>",
    "an id that says deleted": '<span id="deleted-31">not </span>',
    "a class that says omitted": '<span class="omitted">not </span>',
    "a title that says deleted": '<span title="Deleted on 4 May">not </span>',
}


@pytest.mark.parametrize("name", APART)
def test_what_stands_apart_in_a_sentence_is_said(name: str) -> None:
    """Words that some readers do not see, or that a name says are no longer there, make a page for review."""
    assert page(APART[name]).coverage.review


@pytest.mark.parametrize(
    "below",
    [
        "<noscript><p>Scripts are off.</p></noscript>",
        "<details><summary>More</summary><p>Some keep two.</p></details>",
        "<p>They may ask. <noscript><img src=a.png></noscript> They need not wait.</p>",
        "<template><p>Nothing.</p></template>",
    ],
)
def test_what_stands_between_sentences_is_no_doubt(below: str) -> None:
    """The same elements between blocks, or with a picture only, as every site has them."""
    assert not [note for note in page("not ", below=below).coverage.review if "middle of a sentence" in note]


@pytest.mark.parametrize(("behind", "said"), [("but no lamp.", True), ("", False)])
def test_words_behind_a_list_of_terms_inside_a_meaning_are_said(behind: str, said: bool) -> None:
    """They belong to the outer term, and stand with the last inner one."""
    inner = "<dl><dt>Oil lantern</dt><dd>one with a wick,</dd></dl>"
    below = f"<dl><dt>Lantern</dt><dd>a light, as an{inner}{behind}</dd><dt>Yard</dt><dd>a place.</dd></dl>"
    assert any("list of terms" in note for note in page("not ", below=below).coverage.review) is said


REMOTE = '<link rel="stylesheet" href="https://static.example.net/a.css">'
LIBRARY = '<script src="https://static.example.net/a.js"></script>'


@pytest.mark.parametrize("head", [REMOTE, LIBRARY, '<style>@import "https://static.example.net/a.css"</style>'])
@pytest.mark.parametrize(
    "inner",
    [
        "<span class=k3>not </span>",
        '<em id="k3">not</em> ',
        "<a class=k3>never </a>",
        "within <b class=k3>28</b> days ",
    ],
)
def test_a_word_of_weight_that_a_sheet_elsewhere_may_hide_is_said(head: str, inner: str) -> None:
    """A sheet or a script at another address is not known: a named element with such a word is in doubt."""
    assert page(inner, head).coverage.review


@pytest.mark.parametrize("head", [REMOTE, LIBRARY, REMOTE + LIBRARY])
@pytest.mark.parametrize(
    "inner",
    ["", "<em>not</em> ", '<a class="k3" href="/x">not</a> ', '<span class="k3">promptly</span> ', "not "],
    ids=["nothing", "no name", "a link", "no weight", "no element"],
)
def test_a_sheet_elsewhere_alone_is_no_doubt(head: str, inner: str) -> None:
    """Nearly every page has sheets and scripts at other addresses, and is not for review."""
    assert not page(inner, head).coverage.review


FRAMEWORKS = [
    ":root,[data-theme=light]{--size:1rem;--ink:#212529} body{font-size:var(--size);color:var(--ink)}",
    "h1{font-size:calc(1.3rem + 1.5vw)} p{font-size:clamp(1rem,2vw,1.2rem)}",
    ":root :where(.card.is-wide > p:not(.x)){display:block;position:relative}",
    ":where(.form label, .other p){display:block}",
    "@supports not (-ms-thing:auto){p{position:relative;display:block}}",
    "@container (min-width:1px){p{display:block}}",
]


@pytest.mark.parametrize("sheet", FRAMEWORKS)
def test_what_sheets_of_frameworks_say_is_no_doubt(sheet: str) -> None:
    """Properties of the root, sums of lengths, lists of selectors, rules that may hold and hide nothing."""
    assert not page("", f"<style>{sheet}</style>").coverage.review


@pytest.mark.parametrize(
    ("sheet", "inner"),
    [
        (":where(.none, main .k3){display:none}", "<b class=k3>not </b>"),
        (":is(main p) .k3{visibility:hidden}", "<b class=k3>not </b>"),
        (":root,.dark{--shown:none} .k3{display:var(--shown)}", "<b class=k3>not </b>"),
        (".k3{font-size:calc(1px - 1px)}", "<b class=k3>not </b>"),
        (".k3{display:inline} :where(.k3){display:none}", "<b class=k3></b>"),
    ],
)
def test_selectors_in_lists_and_sums_are_followed(sheet: str, inner: str) -> None:
    """What they hide is hidden; what stands in `:where` gives way to every other rule."""
    found = page(inner, f"<style>{sheet}</style>")
    assert held(found, SENTENCE)
    assert "not share" not in " ".join(node.text for root in found.provisions for node in root.walk())


def test_what_may_show_hidden_words_is_said() -> None:
    """A rule that holds in some boxes only may show what another hides."""
    sheet = "<style>.k3{display:none} @container (min-width:9999px){.k3{display:inline}}</style>"
    assert page("<b class=k3>not </b>", sheet).coverage.review
