"""What a reader may rely on; every function takes the browser and the pages."""
import base64
import io
import shutil
import subprocess
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
    for address, least in ((pages.run, 20), (pages.compare, 10), *((a, 1) for a in pages.studies.values())):
        loaded(view, address)
        view.value("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        view.wait(DRAWN)
        total = view.value("document.querySelectorAll('figure.chart').length")
        assert total >= least, (address, total)
        empty = view.value("Array.from(document.querySelectorAll('figure.chart')).filter(f => { const s = f.querySelector('.live svg');"
                           " return !s || s.getBoundingClientRect().width < 100 || s.querySelectorAll('path').length < 4; }).map(f => f.id)")
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


def a_run_shows_flows_money_tracks_and_facts(view, pages):
    loaded(view, pages.run)
    for chart in ("rates-technology", "rates-growth", "tax-forgone", "tax-local", "track-scale", "track-revenue", "track-readiness"):
        assert view.value(f"!!document.getElementById('{chart}')"), (chart, view.value("Array.from(document.querySelectorAll('figure.chart')).map(f => f.id).join(' ')"))
    # The means of an account add up: before + granted + moved in - lapsed - closed - revoked = after, within the rounding of what is shown.
    rows = view.value("Array.from(document.querySelectorAll('#ladders > .scroll tbody tr:not(.section)')).map(r => Array.from(r.querySelectorAll('td')).map(c => Number(c.textContent.replace(/,/g, ''))))")
    accounts = [r for r in rows if len(r) == 7]
    assert len(accounts) >= 8, rows
    for before, granted, moved, lapsed, closed, revoked, after in accounts:
        assert abs(before + granted + moved - lapsed - closed - revoked - after) <= 4, (before, granted, moved, lapsed, closed, revoked, after)
    assert "stylised facts, measured over 2 replicates" in view.value("document.querySelector('#facts p').innerText")
    assert view.value("document.querySelectorAll('#facts tbody tr').length") > 40
    assert "which no purse of the city pays" in view.value("document.querySelector('#answer').innerText")
    loaded(view, pages.compare)
    assert view.value("!!document.getElementById('diff-0-research')")
    assert "net of tax" in view.value("document.querySelector('#differences-0').innerText")


def a_run_shows_its_fit_and_a_back_test(view, pages):
    loaded(view, pages.run)
    view.value("document.querySelectorAll('#fit details, #back-test-frozen-2021 details').forEach(d => { d.open = true; })")
    view.wait(DRAWN)
    rows = view.value("Array.from(document.querySelectorAll('#fit-table tbody tr')).map(r => Array.from(r.children).map(c => c.innerText))")
    assert len(rows) > 30 and {"fitted", "test only", "shown only"} <= {r[6] for r in rows}, rows[:3]
    assert any(r[0].startswith("High-tech enterprise") and "hte" in r[0] for r in rows), rows[0]
    patents = [r for r in rows if "patents_granted" in r[0]]
    assert patents and all(int(r[4].split()[0]) > -80 for r in patents), patents  # a trial is blown up to the whole city
    assert "lie inside the 90 % band" in view.value("document.querySelector('#fit').innerText")
    assert view.value("document.querySelectorAll('#published-patents_granted svg.still .mark.fitted').length") >= 3
    section = "document.querySelector('#back-test-frozen-2021')"
    assert view.value(f"{section}.querySelectorAll('figure.chart').length") >= 5
    for kind in ("fitted", "held-out"):
        assert view.value(f"{section}.querySelectorAll('svg.still .mark.{kind}').length") >= 3, kind
    text = view.value(f"{section}.innerText")
    assert "told nothing later" in text and "Against last value: skill" in text, text[:500]
    assert "two small worlds come out as they did" in text, (
        "the stored back-test is out of date: ./echelon calibrate frozen-2021 --table --out config/ensembles/frozen-2021.backtest.json")
    assert view.value(f"{section}.querySelectorAll('li').length") > 8
    view.value("document.getElementById('lang-zh').click()")
    text = view.value(f"{section}.innerText")
    assert "信息截至 2021 年末" in text and "落在 90 % 区间外" in text and "Outside" not in text, text[:500]
    assert view.value("document.documentElement.scrollWidth") <= view.value("innerWidth")
    quiet(view, pages.run)


def a_comparison_stands_at_deadlines_and_counts_the_whole_city(view, pages):
    loaded(view, pages.compare)
    answer = view.value("document.querySelector('#answer').innerText")
    assert "scaled up to the whole city" in answer, answer
    row = "Array.from(document.querySelectorAll('#differences-0 tbody tr')).map(r => Array.from(r.querySelectorAll('td, th')).map(c => c.innerText)).filter(r => r[0].startsWith('{}'))[0]"
    early, late = view.value(row.format("F14")), view.value(row.format("F10"))
    assert "(2026)" in early[0] and "(2030)" in late[0] and early[1:] != late[1:], (early, late)
    # One title, once as a title and once as a target: the same number.
    titles = view.value(row.format("High-tech enterprise")), view.value(row.format("T9.hte"))
    assert titles[0][1:] == titles[1][1:], titles
    view.value("document.getElementById('lang-zh').click()")
    text = view.value("document.querySelector('main').innerText")
    assert "取自参数集合" in text and "个百分点" in text, text[:2000]
    quiet(view, pages.compare)


def a_chinese_page_is_chinese(view, pages):
    loaded(view, f"{pages.run}#lang=zh")
    view.value("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    text = view.value("document.querySelector('main').innerText")
    for english in ("[action-plan-2027]", "stand-ins", "future-growth", "NOT the plan", "parameters from the ensemble", "is not modelled", "secondary"):
        assert english not in text.split("完整情景")[0].split("全部输入文件的摘要")[0], english
    assert "并非方案的数字" in text and "替代假设" in text


def bars_end_where_the_still_ones_do(view, pages):
    """Of the largest input: the first bar of the live picture is as long, relative to the axis, as its number says, and its interval is drawn."""
    loaded(view, pages.studies["morris"])
    chart = "document.querySelector('figure.chart[id^=depends]')"
    value, low, high, end = view.value(f"(() => {{ const c = JSON.parse({chart}.querySelector('script').textContent); return [...c.rows[0].bars[0], c.axis[1]]; }})()")
    box = view.value(f"Array.from({chart}.querySelectorAll('svg.still rect.bar')).map(b => Number(b.getAttribute('width')))[0]")
    assert abs(box / (686 - 262) - value / end) < 0.01, (box, value, end)
    assert low < value < high
    live = view.value(f"Array.from({chart}.querySelectorAll('.live path')).map(p => p.getBoundingClientRect()).filter(b => b.height > 9 && b.height < 16 && b.width > 1).map(b => b.width)")
    whole = view.value(f"{chart}.querySelector('.live').clientWidth") - 262 - 74
    assert any(abs(w - whole * value / end) < 4 for w in live), (live[:5], whole * value / end)
    whiskers = view.value(f"Array.from({chart}.querySelectorAll('.live path')).map(p => p.getBoundingClientRect()).filter(b => b.height < 2).map(b => b.width)")
    assert any(abs(w - whole * (min(high, end) - low) / end) < 6 for w in whiskers), (whiskers[:8], whole * (high - low) / end)


def a_study_answers_first(view, pages):
    words = {"monte-carlo": ("Least likely of", "最难的是"), "morris": ("depends most on", "最取决于"), "sobol": ("of the variance", "方差"), "compare": ("for each additional one", "每增加一个"),
             "shapley": ("All instruments together", "全部政策共同"), "grid": ("points were asked", "个点")}
    for kind, (en, zh) in words.items():
        loaded(view, pages.studies[kind])
        lead = view.value("document.querySelector('#answer .lead').innerText")
        assert en in lead or "stands out" in lead, (kind, lead)
        assert "Which of them?" in view.value("document.querySelector('.question').innerText")
        view.value("document.getElementById('lang-zh').click()")
        lead = view.value("document.querySelector('#answer .lead').innerText")
        assert zh in lead or "没有明显" in lead, (kind, lead)
        wide = view.value("document.documentElement.scrollWidth")
        assert wide <= view.value("innerWidth"), (kind, wide)
        quiet(view, pages.studies[kind])
    loaded(view, pages.studies["compare"])
    whole = view.value("document.body.textContent")
    assert "unique.technology@2027  unique firms, technology ladder, 2027" in whole and "unique.technology@2027  科技型企业梯队去重企业数（2027 年）" in whole
    assert "alert(1)" in view.value("document.querySelector('#answer').textContent")  # a hostile package stays a text
    assert view.value("document.querySelectorAll('img').length") == 0


def the_language_switches_by_keyboard(view, pages):
    loaded(view, pages.run)
    assert view.value("getComputedStyle(document.querySelector('h1 [lang=zh-CN]')).display") == "none"
    view.value("document.getElementById('lang-en').focus()")
    view.key("ArrowRight", 39)
    view.wait("document.documentElement.lang === 'zh-CN'")
    assert view.value("getComputedStyle(document.querySelector('h1 [lang=en]')).display") == "none"
    assert "目标" in view.value("document.querySelector('main').innerText")
    assert "Targets" not in view.value("document.querySelector('#targets h2').innerText")
    assert "亿元" in view.value("document.querySelector('#outlay .live').textContent")  # of the whole city, although a share was simulated
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
    view.wait("Math.abs(document.getElementById('money').getBoundingClientRect().top) < 300")  # the browser may glide there


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
        if shutil.which("pdftotext"):  # what can be marked and copied
            file = pages.folder / f"{lang}.pdf"
            file.write_bytes(paper)
            text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
            assert ("高新技术企业" if lang == "zh" else "high-tech enterprises") in text, text[:400]


def without_a_script_everything_stays(view, pages):
    view.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        view.open(pages.run)
        assert view.value("document.querySelectorAll('.live').length") == 0
        shown = view.value("Array.from(document.querySelectorAll('figure.chart svg.still')).filter(s => s.getBoundingClientRect().width > 100).length")
        assert shown > 10, shown
        assert view.value("document.querySelectorAll('#answer table tbody tr').length") > 3
        assert view.value("document.querySelectorAll('#back-test-frozen-2021 svg.still').length") > 4
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
    for address in (pages.run, pages.compare, *pages.studies.values()):
        loaded(view, address)
        view.value(axe + "; 0")
        found = view.value("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))")
        assert not [v for v in found if v[0] in ("serious", "critical")], (address, found)


CHECKS = [every_chart_is_drawn, a_run_shows_flows_money_tracks_and_facts, a_run_shows_its_fit_and_a_back_test, a_comparison_stands_at_deadlines_and_counts_the_whole_city, a_chinese_page_is_chinese, live_and_still_say_the_same, bars_end_where_the_still_ones_do, a_study_answers_first, the_language_switches_by_keyboard, the_state_comes_back_from_the_address,
          arrow_keys_read_a_chart, charts_download, it_prints_with_text, without_a_script_everything_stays, a_hostile_name_stays_a_text,
          axe_finds_nothing_serious]
