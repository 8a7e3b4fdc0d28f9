"""The page of a result as a command: where it lies, when it is left out, what is refused. How it looks is tested in tests/page."""
import json
import shutil
import subprocess
from pathlib import Path

from tools import PROGRAM, ROOT, SMALL, echelon, environment, folder, listing, run_small, small_result, small_run


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


def test_a_back_test_is_held_against_its_ensemble_and_the_model():
    with folder() as place:
        home = Path(place) / "home"
        for part in ("config", "scenarios"):
            shutil.copytree(ROOT / part, home / part)
        ensemble, kept = home / "config/ensembles/frozen-2021.csv", home / "config/ensembles/frozen-2021.backtest.json"

        def call(*arguments):
            done = subprocess.run([str(PROGRAM), *arguments], cwd=place, env=environment({"ECHELON_HOME": str(home)}), text=True, encoding="utf-8", capture_output=True, timeout=300)
            assert done.returncode == 0, done.stderr
            return done

        def page():
            call("report", str(small_result()), "-o", "page.html")
            return (Path(place) / "page.html").read_text(encoding="utf-8")

        call("calibrate", "frozen-2021", "--table", "--replicates", "2", "--out", str(kept))
        text = page()
        assert "two small worlds come out as they did" in text and "2 worlds of 100 % of the city" in text and "Out of date" not in text
        first, written = json.loads(kept.read_text(encoding="utf-8")), kept.read_bytes()
        assert first["replicates"] == 2 and {row[0] for row in first["rows"]} >= {"hte", "hte.xinwu", "rd_gdp"}
        call("calibrate", "frozen-2021", "--table", "--replicates", "2", "--threads", "1", "--out", str(kept))
        assert kept.read_bytes() == written

        exits = home / "config/parameters/exit.yaml"
        model = exits.read_text(encoding="utf-8")
        assert "hazard_2: {value: 0.063" in model
        exits.write_text(model.replace("hazard_2: {value: 0.063", "hazard_2: {value: 0.073"), encoding="utf-8")
        text = page()
        assert "Out of date: since this back-test of frozen-2021 was stored" in text and "two small worlds come out" not in text
        exits.write_text(model, encoding="utf-8")
        ensemble.write_text(ensemble.read_text(encoding="utf-8") + "# one more remark\n", encoding="utf-8")
        text = page()
        assert "another version of the ensemble frozen-2021 and is left out" in text and "Against last value" not in text
        kept.unlink()
        assert "back-test-frozen-2021" not in page()
        done = echelon("calibrate", "all-data", "--table", "--out", str(Path(place) / "x.json"))
        assert done.returncode == 2 and "no back-test to write" in done.stderr, done.stderr
