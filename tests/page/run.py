#!/usr/bin/python3
"""The page of a result in headless Chromium: `run.py PROGRAM SOURCE_DIR [FOLDER FOR PICTURES]`. Ends with `N passed, N failed`.

Exit code 77 (skipped) where there is no Chromium, so that a machine without it says so instead of passing.
"""
import base64
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import browser
from checks import CHECKS, DRAWN

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\\\"'"
HOSTILE = f'echelon: 1\nname: {{en: "={EVIL}", zh: "恶意{EVIL}"}}\nfrom: action-plan\n'
SMALL = ["--set", "scale=0.02", "--replicates", "32", "--seed", "7"]
STUDY = """echelon: 1
study: {kind}
name: {{en: "Study {kind}", zh: "研究"}}
question: {{en: "Which of them?", zh: "哪一个？"}}
source: "assumed: for the test"
{body}
horizon: 2018Q1..2027Q4
level: 95 %
resamples: 50
shard: 32
seed: 7
"""
ASKED = "scenario: action-plan\nuncertainties: [ensemble, exit.cycle, exit.dormant_exit, luck]\nothers: fixed\nprecision: 0.1\noutcomes: [T9.hte, T9.tech_sme]\n"
BODIES = {
    "monte-carlo": "scenario: action-plan\nuncertainties: [ensemble, exit.cycle, exit.dormant_exit]\nothers: drawn\noutcomes: [T9.hte, T9.tech_sme, T1.2, T4.a]\ndesign: sobol\npoints: 64",
    "morris": ASKED + "trajectories: 4\nlevels: 4",
    "sobol": ASKED + "design: sobol\nbase_rows: 8",
    "compare": "scenarios: [no-policy, action-plan-half, hostile.yaml]\nothers: drawn\noutcomes: [T9.hte, unique.technology@2027]\ndesign: sobol\npoints: 8",
    "shapley": "scenario: action-plan\nothers: drawn\noutcomes: [T9.hte]\nplayers: {talent: [leading_teams], growth: [gazelle_selection, young_eagle_selection]}\ndesign: sobol\npoints: 4",
    "grid": "scenario: action-plan\nlevers:\n  policy.young_eagle_selection.amount: {low: 25 万元, high: 100 万元, source: \"assumed: what if\"}\noutcomes: [T9.hte]\nlevels: 3\nothers: fixed",
}
FEW = ["--set", "scale=0.02", "--replicates", "6", "--seed", "7"]


class Pages:
    """Small pages, made once."""

    def __init__(self, program, source, folder):
        self.folder, self.program = Path(folder), program
        self.environment = {**os.environ, "ECHELON_HOME": source, "LC_ALL": "C"}
        (self.folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
        facts = self.call("facts", "action-plan", "--json", "--scale", "0.02", "--replicates", "2", "--seed", "7")
        (self.folder / "run.facts.json").write_text(facts.stdout, encoding="utf-8")
        self.run = self.make("run", "action-plan", *SMALL, "--out", "run.h5")
        self.compare = self.make("compare", "no-policy", "action-plan", *FEW, "--out", "compare.h5")
        self.studies = {kind: self.study(kind, body) for kind, body in BODIES.items()}
        self.hostile = self.make("run", "hostile.yaml", *FEW, "--out", "hostile.h5")

    def study(self, kind, body):
        (self.folder / f"{kind}.yaml").write_text(STUDY.format(kind=kind, body=body), encoding="utf-8")
        return self.make("study", f"{kind}.yaml", "--scale", "0.02", "--out", f"study-{kind}.h5")

    def call(self, *arguments):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, env=self.environment, text=True, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done

    def make(self, *arguments):
        done = self.call(*arguments)
        page = (self.folder / arguments[-1]).with_suffix(".html")
        assert str(page.name) in done.stderr and page.exists(), done.stderr
        assert page.stat().st_size < 2_000_000, page.stat().st_size
        return "file://" + str(page)


def keep_pictures(view, pages, folder):
    studies = [(f"{kind}-{lang}", address, lang) for kind, address in pages.studies.items() for lang in ("en", "zh")]
    for name, address, lang in [("run-en", pages.run, "en"), ("run-zh", pages.run, "zh"), ("comparison-en", pages.compare, "en"), ("comparison-zh", pages.compare, "zh"), *studies]:
        view.open(f"{address}#lang={lang}")
        view.wait(DRAWN)
        shot = view.ask("Page.captureScreenshot", captureBeyondViewport=True)
        Path(folder, f"{name}.png").write_bytes(base64.b64decode(shot["data"]))


def main(program, source, pictures=None):
    if browser.PROGRAM is None:
        print("skipped: no chromium on the PATH; apt-get install chromium")
        return 77
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="echelon-page-") as folder, browser.Browser() as view:
        pages = Pages(str(Path(program).resolve()), source, folder)
        for check in CHECKS:
            try:
                check(view, pages)
                passed += 1
            except Exception:  # noqa: BLE001 - every failure is reported, the rest goes on
                failed += 1
                print(f"FAILED {check.__name__}\n{traceback.format_exc()}")
        if pictures:
            keep_pictures(view, pages, pictures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
