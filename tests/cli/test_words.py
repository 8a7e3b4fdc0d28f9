"""Slips of a newcomer, each answered in plain words."""
import json
import shutil
from pathlib import Path

from tools import ROOT, SMALL, echelon, folder, small_result

TINY = [*SMALL[:4], "--replicates", "1", "--no-page"]


def refused(done, *words):
    assert done.returncode == 2 and done.stdout == "", (done.returncode, done.stdout[:80], done.stderr)
    for word in words:
        assert word in done.stderr, (word, done.stderr)


def scenario(place, text, name="mine.yaml"):
    file = Path(place) / name
    file.write_text("echelon: 1\nname: {en: Mine, zh: 我的}\n" + text, encoding="utf-8")
    return str(file)


# --- flags ------------------------------------------------------------------------------------------------------------


def test_a_flag_as_other_programs_call_it_gets_ours():
    for given, ours in ((("-n", "20"), "--replicates"), (("-n20",), "--replicates"), (("--language", "zh"), "--lang"), (("-j", "2"), "--threads"),
                        (("--rep", "2"), "--replicates"), (("-o", "x.h5"), "--out"), (("--runs=3",), "--replicates")):
        refused(echelon("run", "action-plan", *given), "run has no flag " + given[0][:2], f"did you mean {ours}?")
    refused(echelon("report", "x.h5", "-n", "3"), "report has no flag -n")


def test_a_seed_too_large_says_how_large_it_may_be():
    refused(echelon("run", "action-plan", "--seed", "99999999999999999999"), "too large, at most 18446744073709551615")


def test_the_scale_has_a_flag_of_its_own_wherever_a_scenario_runs():
    with folder() as place:
        cut = ("--set", "horizon=2018Q1..2019Q4", "--replicates", "1", "--no-page", "--json")
        digests = set()
        for scale in (("--set", "scale=0.03"), ("--scale", "0.03"), ("--scale", "3%"), ("--scale", "3 %")):
            done = echelon("run", "no-policy", *scale, *cut, folder=place)
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["scale"] == 0.03
            digests.add(json.loads(done.stdout)["digest"])
        assert len(digests) == 1
        assert echelon("compare", "no-policy", "baseline", "--scale", "3%", *cut, folder=place).returncode == 0
        assert "scale: 0.03\n" in echelon("resolve", "no-policy", "--scale", "3%").stdout
    for command in ("run", "compare", "study", "facts", "rooms", "bench", "resolve"):
        assert "--scale" in echelon(command, "--help").stdout, command


# --- what is given is something else ----------------------------------------------------------------------------------


def test_a_scenario_is_no_study_and_a_result_is_no_scenario():
    refused(echelon("study", "action-plan"), "it is a scenario: echelon run action-plan")
    result = str(small_result())
    refused(echelon("run", result), "it is a result; a scenario is a YAML file")
    refused(echelon("compare", result, "no-policy"), "it is a result; a scenario is a YAML file")
    refused(echelon("study", result), "it is a result; a study is a YAML file")
    done = echelon("check", result)
    assert done.returncode == 2 and "it is a result" in done.stdout and "UTF-8" not in done.stdout


def test_a_folder_is_no_file():
    with folder() as place:
        refused(echelon("run", place), "it is a folder; a scenario is a YAML file: name one")
        refused(echelon("study", place), "it is a folder")
        refused(echelon("report", place), "it is a folder; name a result file in it")
        done = echelon("check", place)
        assert done.returncode == 2 and f"it is a folder; name the files: {place}/*.yaml" in done.stdout, done.stdout


def test_what_is_no_result_is_refused_with_2_and_what_cannot_be_read_with_4():
    with folder() as place:
        for command in ("report", "digest", "export"):
            refused(echelon(command, str(ROOT / "README.md")), "README.md", "this is no result")
            refused(echelon(command, "small", folder=place), "there is no result `small`")
            done = echelon(command, "/nowhere/at/all.h5")
            assert done.returncode == 4 and "/nowhere/at/all.h5" in done.stderr, done.stderr
        (Path(place) / "output").mkdir()
        shutil.copy(small_result(), Path(place) / "output" / "small.h5")
        refused(echelon("report", "small", folder=place), "did you mean output/small.h5?")


def test_a_result_cut_short_says_so():
    with folder() as place:
        whole = small_result().read_bytes()
        (Path(place) / "half.h5").write_bytes(whole[: len(whole) // 2])
        done = echelon("report", "half.h5", folder=place)
        assert done.returncode == 4 and "half.h5: is damaged or cut short" in done.stderr and "sblock" not in done.stderr, done.stderr


# --- names in Chinese -------------------------------------------------------------------------------------------------


def test_a_name_in_either_language_gets_the_id():
    refused(echelon("run", "行动方案"), "did you mean action-plan?")
    refused(echelon("run", "no local policy"), "did you mean no-policy?")
    refused(echelon("explain", "瞪羚企业"), "did you mean gazelle?")
    done = echelon("check", "行动方案")
    assert done.returncode == 2 and "did you mean action-plan?" in done.stdout, done.stdout
    with folder() as place:
        file = scenario(place, "from: action-plan\npolicy:\n  瞪羚企业遴选奖励: {amount: 20 万元}\n  首次认定高新技术企业奖励: off\nschemes:\n  瞪羚企业: {changes: []}\n")
        out = echelon("check", file).stdout
        assert out.count("did you mean ") == 3 and "did you mean gazelle_selection?" in out and "did you mean hte_first_recognition_city?" in out, out


# --- units ------------------------------------------------------------------------------------------------------------


def test_units_of_daily_life_get_ours():
    for unit, ours in (("wan", "万元"), ("RMB", "CNY"), ("yuan", "CNY"), ("万", "万元")):
        refused(echelon("run", "action-plan", "--set", f"policy.hte_first_recognition_city.amount=40 {unit}"), f"did you mean 40 {ours}?", "known are CNY, 元,")


def test_a_thousands_separator_is_told_as_such():
    with folder() as place:
        for written, plain in (("400,000 元", "400000 元"), ("1,400,000 CNY", "1400000 CNY")):
            file = scenario(place, f"from: action-plan\npolicy:\n  hte_first_recognition_city: {{amount: {written}, source: \"assumed: what if\"}}\n")
            out = echelon("check", file).stdout
            assert f"`{written}` has a thousands separator" in out and f"did you mean {plain}?" in out, out
            assert out.endswith("1 problem in 1 file\n"), out
            refused(echelon("run", "action-plan", "--set", f"policy.hte_first_recognition_city.amount={written}"), f"did you mean {plain}?")


# --- warnings ---------------------------------------------------------------------------------------------------------


def test_what_is_probably_not_meant_is_a_warning_and_no_mistake():
    with folder() as place:
        alone = scenario(place, "", "alone.yaml")
        late = scenario(place, "from: action-plan\npolicy:\n  hte_first_recognition_city: {from: 2045Q1, to: 2046Q4}\n", "late.yaml")
        done = echelon("check", alone, late)
        assert done.returncode == 0 and done.stdout.endswith("0 problems, 2 warnings in 2 files\n"), done.stdout
        assert f"warning: {alone}:1:1: the scenario inherits nothing: no policy, no targets" in done.stdout
        assert "did you forget `from: action-plan`?" in done.stdout
        assert f"warning: {late}:5:31: the instrument `hte_first_recognition_city` never acts" in done.stdout, done.stdout
        assert [w["line"] for w in json.loads(echelon("check", alone, late, "--json").stdout)["warnings"]] == [1, 5]
        run = echelon("run", alone, *TINY, "--json", folder=place)
        assert run.returncode == 0 and "warning: " + alone in run.stderr, run.stderr
        assert len(json.loads(run.stdout)["warnings"]) == 1
        assert echelon("run", alone, *TINY, "--quiet", folder=place).stderr == ""
        assert "warning" not in echelon("run", "action-plan", *TINY, folder=place).stderr


def test_ten_times_the_city_is_asked_about():
    done = echelon("run", "no-policy", "--set", "scale=10", "--set", "horizon=2018Q1..2018Q4", "--replicates", "1", "--out", "/nowhere/at/all.h5")
    assert done.returncode == 4 and "warning: " in done.stderr, done.stderr
    assert "the scale is 10 times the city" in done.stderr and "did you mean 10 %?" in done.stderr


# --- explain, list ----------------------------------------------------------------------------------------------------


def test_explain_points_at_the_line_of_the_number():
    line = echelon("explain", "policy.hte_first_recognition_city.amount", "--scenario", "action-plan").stdout.split("set by")[1].strip()
    file, number, _ = line.rsplit(":", 2)
    assert Path(file).read_text(encoding="utf-8").splitlines()[int(number) - 1].startswith("amount:"), line


def test_explain_says_per_cent_a_year_and_what_has_no_source():
    assert "37.9 % a year" in echelon("explain", "F21", "--scenario", "action-plan").stdout
    with folder() as place:
        file = scenario(place, "from: action-plan\npolicy:\n  hte_first_recognition_city: {amount: 40 万元}\n")
        assert echelon("check", file).returncode == 0
        said = echelon("explain", "policy.hte_first_recognition_city.amount", "--scenario", file).stdout
        assert "amount set by scenario mine, no source given" in said, said


def test_a_column_that_would_be_empty_is_left_out():
    assert echelon("list", "rooms").stdout.splitlines()[0].split() == ["id"]
    assert echelon("list", "schemes").stdout.splitlines()[0].split()[:2] == ["id", "name"]
