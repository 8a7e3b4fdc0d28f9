"""The command line, the reading of files and the answers about them."""
import json
import re
import subprocess
from pathlib import Path

from tools import PROGRAM, ROOT, SMALL, echelon, folder, listing, small_run


# --- the command line -------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_goes_to_standard_output():
    done = echelon("--help")
    assert done.returncode == 0 and done.stderr == ""
    for command in ("run", "check", "resolve", "explain", "list", "digest"):
        assert re.search(rf"^  {command}\b", done.stdout, re.M), command
    assert "--replicates" in echelon("run", "--help").stdout
    assert echelon("help", "run").stdout == echelon("run", "--help").stdout


def test_version_is_one_line():
    done = echelon("--version")
    assert done.returncode == 0 and re.fullmatch(r"echelon \d+\.\d+\.\d+ \(.*\)\n", done.stdout), done.stdout


def test_without_a_command_help_goes_to_standard_error_and_the_code_is_2():
    done = echelon()
    assert done.returncode == 2 and done.stdout == "" and "digest" in done.stderr


def test_a_misspelt_command_gets_the_nearest():
    done = echelon("rnu", "action-plan")
    assert done.returncode == 2 and done.stdout == ""
    assert "there is no command rnu" in done.stderr and "did you mean run?" in done.stderr


def test_a_misspelt_flag_gets_the_nearest():
    done = echelon("run", "action-plan", "--replicats", "3")
    assert done.returncode == 2 and "did you mean --replicates?" in done.stderr, done.stderr
    done = echelon("digest", "x.h5", "--wrold")
    assert done.returncode == 2 and "did you mean --world?" in done.stderr, done.stderr


def test_a_flag_of_another_command_is_refused():
    done = echelon("digest", "x.h5", "--replicates", "3")
    assert done.returncode == 2 and "--replicates" in done.stderr


def test_numbers_of_flags_are_checked():
    for flag, value in (("--replicates", "0"), ("--replicates", "many"), ("--seed", "-1"), ("--threads", "0"), ("--threads", "1.5")):
        done = echelon("run", "no-policy", flag, value)
        assert done.returncode == 2 and value in done.stderr and flag in done.stderr, (flag, value, done.stderr)


def test_a_misspelt_scenario_gets_the_nearest():
    done = echelon("run", "acton-plan")
    assert done.returncode == 2 and "action-plan" in done.stderr and done.stdout == ""


def test_a_missing_scenario_file_is_named():
    done = echelon("run", "nowhere/none.yaml")
    assert done.returncode == 2 and "nowhere/none.yaml" in done.stderr


def test_a_misspelt_override_gets_the_nearest():
    done = echelon("run", "no-policy", "--set", "growth.sigmma=0.2 per sqrt year")
    assert done.returncode == 2 and "growth.sigma" in done.stderr, done.stderr


# --- check ------------------------------------------------------------------------------------------------------------

TEN_MISTAKES = """\
echelon: 1
name: {en: Ten mistakes}
question: {en: "Who finds them all?", zh: "谁能全部找到？"}
from: baselin
horizont: 2018Q1..2035Q4
policy:
  hte_first_recognition_cty: {}
  hte_moved_in: {amount: 20 万, source: A2}
  hte_renewal_city: {ammount: 3 万元, source: A5.city}
targets: [action-plan-2028]
parameters:
  growth.sigmma: {value: 0.25, source: "assumed: slip"}
  growth.sigma: {value: 99 per sqrt year, source: "assumed: too much"}
  entry.rate: {value: 5 %}
replicates: minus one
seed: 3.5
seed: 4
"""


def test_check_reports_every_mistake_with_its_place():
    with folder() as place:
        file = Path(place) / "ten.yaml"
        file.write_text(TEN_MISTAKES, encoding="utf-8")
        done = echelon("check", str(file))
        assert done.returncode == 2
        lines = {int(n) for n in re.findall(rf"{re.escape(str(file))}:(\d+):\d+:", done.stdout)}
        missing = {2, 4, 5, 7, 8, 9, 10, 12, 15, 17} - lines
        assert not missing, (missing, done.stdout)
        document = json.loads(echelon("check", str(file), "--json").stdout)
        assert len(document["problems"]) >= 10
        assert all(p["line"] > 0 and p["column"] > 0 and p["what"] for p in document["problems"]), document


def test_check_passes_every_scenario_of_the_project():
    files = [str(p) for p in sorted((ROOT / "scenarios").glob("*.yaml"))]
    done = echelon("check", *files)
    assert done.returncode == 0, done.stdout
    assert done.stdout == f"0 problems in {len(files)} files\n"


def test_a_wrong_scenario_is_refused_before_any_work_and_leaves_no_file():
    with folder() as place:
        (Path(place) / "wrong.yaml").write_text(TEN_MISTAKES, encoding="utf-8")
        done = echelon("run", "wrong.yaml", folder=place)
        assert done.returncode == 2 and done.stdout == ""
        assert listing(place) == ["wrong.yaml"], listing(place)


# --- resolve, explain, list -------------------------------------------------------------------------------------------


def test_a_resolved_scenario_runs_to_the_same_digest():
    with folder() as place:
        resolved = echelon("resolve", "action-plan", *SMALL)
        assert resolved.returncode == 0, resolved.stderr
        (Path(place) / "action-plan.yaml").write_text(resolved.stdout, encoding="utf-8")
        done = echelon("run", "action-plan.yaml", "--json", "--out", "again.h5", folder=place)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["digest"] == json.loads(small_run().stdout)["digest"]


def test_explain_tells_value_and_source():
    done = echelon("explain", "growth.sigma")
    assert done.returncode == 0 and "sqrt year" in done.stdout, done.stderr
    done = echelon("explain", "growth.sigm")
    assert done.returncode == 2 and "growth.sigma" in done.stderr


def test_list_knows_its_kinds():
    for kind, one in (("scenarios", "action-plan"), ("parameters", "growth.sigma"), ("schemes", "hte"), ("targets", "T4.a"),
                      ("instruments", "hte_moved_in"), ("ladders", "technology"), ("rooms", "growth"), ("outcomes", "certificates")):
        done = echelon("list", kind)
        assert done.returncode == 0 and re.search(rf"^{re.escape(one)}\b", done.stdout, re.M), (kind, done.stderr)
        assert one in [entry["id"] for entry in json.loads(echelon("list", kind, "--json").stdout)]
    done = echelon("list", "scheme")
    assert done.returncode == 2 and "did you mean schemes?" in done.stderr


def test_bench_is_one_document_with_every_part():
    small = ("--replicates", "1", "--threads", "2", "--set", "scale=0.02", "--set", "horizon=2018Q1..2019Q4")
    done = echelon("bench", *small, "--json", "--quiet")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    document = json.loads(done.stdout)
    assert document["scenario"] == "baseline" and document["quarters"] == 8 and document["scale"] == 0.02
    ladder = document["ladder_ref"]
    assert ladder["same_counts"] and [side["name"] for side in ladder["echelon"]][0] == "baseline"
    assert (ladder["numpy"] is None) == ("python3-numpy" in ladder.get("why_no_numpy", ""))
    assert sum(rung["echelon"] for rung in ladder["rungs"]) == 2 * ladder["firms"]
    assert all(abs(rung["z_published"]) < 6 for rung in ladder["rungs"]), ladder["rungs"]
    assert [t["threads"] for t in document["worlds"]["threads"]] == [1, 2] and document["worlds"]["threads_ratio"] > 0
    inside = sum(document["nanoseconds"].values()) + sum(phase["outside_loops"] for phase in document["phases"].values())
    together = sum(phase["nanoseconds"] for phase in document["phases"].values())
    assert abs(inside - together) < 1e-6 * together and together > 0
    assert document["memory"]["bytes_per_firm"] > 0 and document["memory"]["bytes_per_slot"] > 100
