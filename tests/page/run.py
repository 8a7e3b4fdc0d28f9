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
from checks import CHECKS

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\\\"'"
HOSTILE = f'echelon: 1\nname: {{en: "={EVIL}", zh: "恶意{EVIL}"}}\nfrom: action-plan\n'
SMALL = ["--set", "scale=0.02", "--replicates", "32", "--seed", "7"]
FEW = ["--set", "scale=0.02", "--replicates", "6", "--seed", "7"]


class Pages:
    """Three small pages, made once."""

    def __init__(self, program, source, folder):
        self.folder, self.program = Path(folder), program
        self.environment = {**os.environ, "ECHELON_HOME": source, "LC_ALL": "C"}
        (self.folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
        self.run = self.make("run", "action-plan", *SMALL, "--out", "run.h5")
        self.compare = self.make("compare", "no-policy", "action-plan", *FEW, "--out", "compare.h5")
        self.hostile = self.make("run", "hostile.yaml", *FEW, "--out", "hostile.h5")

    def make(self, *arguments):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, env=self.environment, text=True, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr
        page = (self.folder / arguments[-1]).with_suffix(".html")
        assert str(page.name) in done.stderr and page.exists(), done.stderr
        assert page.stat().st_size < 2_000_000, page.stat().st_size
        return "file://" + str(page)


def keep_pictures(view, pages, folder):
    for name, address, lang in (("run-en", pages.run, "en"), ("run-zh", pages.run, "zh"), ("compare-en", pages.compare, "en")):
        view.open(f"{address}#lang={lang}")
        view.wait("document.querySelectorAll('.live svg').length > 5")
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
