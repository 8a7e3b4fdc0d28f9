"""The page of a result as a command: where it lies, when it is left out, what is refused. How it looks is tested in tests/page."""
import json
from pathlib import Path

from tools import SMALL, echelon, folder, listing, run_small, small_result, small_run


def test_run_writes_the_page_beside_its_result_and_says_so():
    page = small_result().with_suffix(".html")
    assert json.loads(small_run().stdout)["page"] == str(page)
    assert str(page) in small_run().stderr
    text = page.read_text(encoding="utf-8")
    assert "The action plan as published" in text and "行动方案" in text and len(text) < 2_000_000


def test_report_gives_the_page_that_run_gave():
    with folder() as place:
        done = echelon("report", str(small_result()), "-o", "again.html", folder=place)
        assert done.returncode == 0 and done.stdout == "again.html\n", done.stderr
        assert (Path(place) / "again.html").read_bytes() == small_result().with_suffix(".html").read_bytes()
        chinese = echelon("report", str(small_result()), "--out", "zh.html", "--lang", "zh", "--json", folder=place)
        assert json.loads(chinese.stdout) == {"result": str(small_result()), "page": "zh.html"}
        assert 'id="lang-zh" aria-label="中文" checked' in (Path(place) / "zh.html").read_text(encoding="utf-8")


def test_the_page_can_be_left_out():
    with folder() as place:
        run_small(Path(place) / "r.h5", "--no-page")
        assert listing(place) == ["r.h5"]


def test_a_comparison_has_a_page():
    with folder() as place:
        done = echelon("compare", "no-policy", "action-plan", *SMALL, "--out", "c.h5", folder=place)
        assert done.returncode == 0, done.stderr
        text = (Path(place) / "c.html").read_text(encoding="utf-8")
        assert "The action plan as published against No local policy" in text


def test_what_is_no_result_is_refused():
    with folder() as place:
        (Path(place) / "a.h5").write_text("no result")
        done = echelon("report", "a.h5", folder=place)
        assert done.returncode == 2 and "a.h5" in done.stderr, done.stderr
        assert listing(place) == ["a.h5"]
        done = echelon("report", str(small_result()), "-o", str(small_result()), folder=place)
        assert done.returncode == 2 and "place of the result" in done.stderr, done.stderr
        assert echelon("report", "missing.h5", folder=place).returncode == 4
