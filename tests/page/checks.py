"""What a reader may rely on; every function takes the browser and the pages."""
import base64
import io
from pathlib import Path

import matplotlib.image
import numpy as np

DRAWN = "Array.from(document.querySelectorAll('figure.chart')).filter(f => f.offsetParent && !f.dataset.drawn).length === 0"


def loaded(view, address):
    view.open(address)
    view.wait(DRAWN + " && document.querySelectorAll('.live svg').length > 0")


def quiet(view, address):
    """No word on the console, nothing asked for but the page itself and pictures it made."""
    assert not view.messages, view.messages
    foreign = [r for r in view.requests if r.split("#")[0] != address.split("#")[0] and not r.startswith(("blob:", "data:"))]
    assert not foreign, foreign


def picture(view, selector):
    view.value(f"document.querySelector('{selector}').scrollIntoView()")
    box = view.value(f"(() => {{ const b = document.querySelector('{selector}').getBoundingClientRect();"
                     " return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height, scale: 1}; })()")
    shot = view.ask("Page.captureScreenshot", clip=box, captureBeyondViewport=True)["data"]
    return matplotlib.image.imread(io.BytesIO(base64.b64decode(shot)))[..., :3]


def every_chart_is_drawn(view, pages):
    for address in (pages.run, pages.compare):
        loaded(view, address)
        view.value("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        view.wait(DRAWN)
        total = view.value("document.querySelectorAll('figure.chart').length")
        assert total > 10, total
        empty = view.value("Array.from(document.querySelectorAll('figure.chart')).filter(f => { const s = f.querySelector('.live svg');"
                           " return !s || s.getBoundingClientRect().width < 100 || s.querySelectorAll('path').length < 8; }).map(f => f.id)")
        assert empty == [], empty
        quiet(view, address)
    loaded(view, pages.run)
    colours = np.unique((picture(view, "#outlay .live") * 255).astype(int).reshape(-1, 3), axis=0)
    for wanted in ([0, 114, 178], [213, 94, 0]):  # the two largest instruments
        assert (np.abs(colours - wanted).max(axis=1) <= 2).any(), wanted
    view.value("document.querySelector('#outlay .live').style.visibility = 'hidden'")
    assert picture(view, "#outlay .live").std() < 0.01, "a blank chart counts as drawn"


def live_and_still_say_the_same(view, pages):
    """The median's last point stands at the same share of the height in both pictures."""
    loaded(view, pages.run)
    share = """(kind => {
      const f = document.querySelector('figure.chart[id^="target-"]'), data = JSON.parse(f.querySelector('script').textContent);
      const medians = data.lines.find(l => l.style === 'median').values;
      return [data.axis, medians[medians.length - 1], f.querySelector('svg.still path.line').getAttribute('d').split('L').pop().split(' ')[1]]; })()"""
    axis, last, y = view.value(share)
    assert abs((244 - float(y)) / 214 - (last - axis[0]) / (axis[1] - axis[0])) < 0.01, (axis, last, y)


def the_language_switches_by_keyboard(view, pages):
    loaded(view, pages.run)
    assert view.value("getComputedStyle(document.querySelector('h1 [lang=zh-CN]')).display") == "none"
    view.value("document.getElementById('lang-en').focus()")
    view.key("ArrowRight", 39)
    view.wait("document.documentElement.lang === 'zh-CN'")
    assert view.value("getComputedStyle(document.querySelector('h1 [lang=en]')).display") == "none"
    assert "目标" in view.value("document.querySelector('main').innerText")
    assert "Targets" not in view.value("document.querySelector('#targets h2').innerText")
    assert "万元" in view.value("document.querySelector('#outlay .live').textContent")  # a small share of the city pays little
    assert "lang=zh" in view.value("location.hash")
    quiet(view, pages.run)


def the_state_comes_back_from_the_address(view, pages):
    loaded(view, pages.run)
    view.value("document.getElementById('lang-zh').click(); document.querySelector('#parameters summary').click();"
               " document.querySelector('#outlay-table summary').click(); document.querySelector('nav a[href=\"#money\"]').click()")
    view.wait("location.hash.includes('parameters')")
    state = view.value("location.hash")
    assert "outlay-table" in state and "at=money" in state, state
    loaded(view, pages.run + state)
    assert view.value("document.documentElement.lang") == "zh-CN"
    assert view.value("document.getElementById('parameters').open && document.getElementById('outlay-table').open")
    assert not view.value("document.getElementById('silent').open")
    assert abs(view.value("document.getElementById('money').getBoundingClientRect().top")) < 300


def arrow_keys_read_a_chart(view, pages):
    loaded(view, pages.run)
    view.value("document.querySelector('#outlay .live').focus()")
    view.key("End", 35)
    said = view.value("document.querySelector('#outlay .aloud').textContent")
    assert said.startswith("2035: "), said
    view.key("ArrowLeft", 37)
    assert view.value("document.querySelector('#outlay .aloud').textContent").startswith("2034: ")
    quiet(view, pages.run)


SAVE = """(async (chart, kind) => {
  const made = [], create = URL.createObjectURL;
  URL.createObjectURL = (blob) => { made.push(blob); return create.call(URL, blob); };
  document.querySelector(`#${chart} button[data-kind=${kind}]`).click();
  for (let i = 0; i < 200 && !made.length; ++i) await new Promise(r => setTimeout(r, 25));
  URL.createObjectURL = create;
  const bytes = new Uint8Array(await made[0].arrayBuffer());
  return btoa(bytes.reduce((text, b) => text + String.fromCharCode(b), '')); })"""


def charts_download(view, pages):
    loaded(view, pages.run)
    view.ask("Page.setDownloadBehavior", behavior="deny")
    saved = {kind: base64.b64decode(view.value(f"{SAVE}('outlay', '{kind}')")) for kind in ("csv", "svg", "png")}
    table = saved["csv"].decode("utf-8")
    assert table.startswith("\ufeffyear,"), table[:40]
    assert len(table.strip().splitlines()) == 19, table  # a heading and 18 years
    assert saved["svg"].startswith(b"<svg") and b"Outlay by instrument" in saved["svg"]
    image = matplotlib.image.imread(io.BytesIO(saved["png"]))
    assert image.shape[1] > 600 and image[..., :3].std() > 0.02, image.shape
    quiet(view, pages.run)


def it_prints_with_text(view, pages):
    for lang in ("en", "zh"):
        loaded(view, f"{pages.run}#lang={lang}")
        paper = base64.b64decode(view.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
        assert paper.startswith(b"%PDF") and b"/ToUnicode" in paper
        sheets = paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page /")
        assert len(paper) > 50_000 and sheets < 40, (len(paper), sheets)


def without_a_script_everything_stays(view, pages):
    view.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        view.open(pages.run)
        assert view.value("document.querySelectorAll('.live').length") == 0
        shown = view.value("Array.from(document.querySelectorAll('figure.chart svg.still')).filter(s => s.getBoundingClientRect().width > 100).length")
        assert shown > 10, shown
        assert view.value("document.querySelectorAll('#answer table tbody tr').length") > 3
        assert "chance" in view.value("document.querySelector('#answer table').innerText")
        view.value("document.getElementById('lang-zh').checked = true")  # as a click would do
        assert "可能性" in view.value("document.querySelector('#answer table').innerText")
        quiet(view, pages.run)
    finally:
        view.ask("Emulation.setScriptExecutionDisabled", value=False)


def a_hostile_name_stays_a_text(view, pages):
    loaded(view, pages.hostile)
    assert "alert(1)" in view.value("document.querySelector('h1').textContent")
    assert view.value("document.querySelectorAll('img').length") == 0
    assert view.value("document.querySelectorAll('script:not([type])').length") == 3
    quiet(view, pages.hostile)
    view.value("document.body.appendChild(document.createElement('script')).textContent = 'window.ran = true'")
    assert view.value("window.ran") is None, "the policy lets a foreign script run"


def axe_finds_nothing_serious(view, pages):
    axe = (Path(__file__).parents[2] / "third_party/axe/axe.min.js").read_text(encoding="utf-8")
    for address in (pages.run, pages.compare):
        loaded(view, address)
        view.value(axe + "; 0")
        found = view.value("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))")
        assert not [v for v in found if v[0] in ("serious", "critical")], found


CHECKS = [every_chart_is_drawn, live_and_still_say_the_same, the_language_switches_by_keyboard, the_state_comes_back_from_the_address,
          arrow_keys_read_a_chart, charts_download, it_prints_with_text, without_a_script_everything_stays, a_hostile_name_stays_a_text,
          axe_finds_nothing_serious]
