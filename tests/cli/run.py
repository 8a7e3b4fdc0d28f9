#!/usr/bin/python3
"""Drives the program from outside, as a user does: `run.py PROGRAM`. Ends with a line `N passed, N failed`.

Every function whose name begins with `test_` is one behaviour. Runs are of a small city (a share of the firms, few years), so
that all of them together take seconds.
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
ROOT = Path(os.environ.get("ECHELON_HOME") or Path(__file__).resolve().parents[2])
SMALL = ["--set", "scale=0.03", "--set", "horizon=2018Q1..2024Q4", "--replicates", "4", "--seed", "7"]


def echelon(*arguments, folder=None, env=None):
    """Runs the program in `folder`; the locale is C, as on a bare server."""
    environment = {**os.environ, "ECHELON_HOME": str(ROOT), "LC_ALL": "C", **(env or {})}
    return subprocess.run([str(PROGRAM), *arguments], cwd=folder or ROOT, env=environment, text=True, encoding="utf-8",
                          capture_output=True, timeout=300)


def folder():
    return tempfile.TemporaryDirectory(prefix="echelon-cli-")


def run_small(path, *more):
    done = echelon("run", "action-plan", *SMALL, "--out", str(path), *more)
    assert done.returncode == 0, done.stderr
    return done


_shared = {}


def small_result():
    """One result of the small city, made once for the tests that only look at it."""
    if "folder" not in _shared:
        _shared["folder"] = folder()
        _shared["file"] = Path(_shared["folder"].name) / "small.h5"
        _shared["done"] = run_small(_shared["file"], "--json")
    return _shared["file"]


def listing(path):
    return sorted(p.name for p in Path(path).iterdir())


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
        small_result()
        assert json.loads(done.stdout)["digest"] == json.loads(_shared["done"].stdout)["digest"]


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


# --- run --------------------------------------------------------------------------------------------------------------


def test_json_is_exactly_one_document_with_the_promised_keys():
    small_result()
    document = json.loads(_shared["done"].stdout)
    keys = ("scenario", "seed", "replicates", "horizon", "targets", "joint_probability", "certificates", "outlay", "performance",
            "result", "digest")
    assert [k for k in document if k in keys] == list(keys)
    assert document["scenario"] == "action-plan" and document["seed"] == 7 and document["replicates"] == 4
    assert document["horizon"] == ["2018Q1", "2024Q4"]
    per_target = {"id", "register", "name", "metric", "relation", "goal", "unit", "deadline", "source", "confidence", "median", "p05",
                  "p95", "probability", "probability_low", "probability_high", "first_year_median", "shortfall_mean", "verdict"}
    verdicts = {"reached", "likely", "uncertain", "unlikely", "out-of-reach", "number-not-public", "not-modelled", "qualitative"}
    for target in document["targets"]:
        assert per_target <= set(target), per_target - set(target)
        assert target["verdict"] in verdicts
        if target["verdict"] == "number-not-public":
            assert target["probability"] is None
            assert target["goal"] is None or target["status"] == "incomplete", target
    assert set(document["performance"]) == {"seconds", "threads", "firm_quarters", "firm_quarters_per_second", "peak_memory_bytes"}


def test_json_of_a_failure_is_one_document_too():
    done = echelon("run", "acton-plan", "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"]["exit"] == 2
    done = echelon("run", "action-plan", "--replicats", "3", "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"]["exit"] == 2


def test_the_report_is_a_table_on_standard_output_and_remarks_are_not():
    with folder() as place:
        done = echelon("run", "no-policy", *SMALL, folder=place)
        assert done.returncode == 0, done.stderr
        assert "Targets" in done.stdout and "number not public" in done.stdout
        assert "digest" not in done.stdout and "digest" in done.stderr
        assert listing(Path(place) / "output") == ["no-policy.h5"]
        quiet = echelon("run", "no-policy", *SMALL, "--quiet", "--lang", "zh", folder=place)
        assert quiet.stderr == "" and "目标" in quiet.stdout


def test_the_digest_is_that_of_the_run_for_any_number_of_threads():
    with folder() as place:
        one, two = Path(place) / "1.h5", Path(place) / "2.h5"
        run_small(one, "--threads", "1")
        run_small(two, "--threads", "2")
        digests = [echelon("digest", str(f)).stdout for f in (one, two, small_result())]
        assert re.fullmatch(r"[0-9a-f]{64}\n", digests[0]) and len(set(digests)) == 1, digests
        assert json.loads(_shared["done"].stdout)["digest"] == digests[0].strip()
        other = echelon("run", "action-plan", *SMALL[:-1], "8", "--out", str(one))
        assert other.returncode == 0 and echelon("digest", str(one)).stdout != digests[1]


def test_threads_are_the_cores_that_this_process_may_use():
    arguments = ("run", "no-policy", *SMALL[:4], "--replicates", "1", "--json")
    with folder() as place:
        def threads(*, prefix=(), env=None):
            done = subprocess.run([*prefix, str(PROGRAM), *arguments], cwd=place, capture_output=True, check=True,
                                  env={**os.environ, "ECHELON_HOME": str(ROOT), **(env or {})})
            return json.loads(done.stdout)["performance"]["threads"]
        core = str(min(os.sched_getaffinity(0)))
        assert threads(prefix=("taskset", "-c", core)) == 1
        assert threads(env={"SLURM_CPUS_PER_TASK": "1"}) == 1
        assert 1 <= threads() <= len(os.sched_getaffinity(0))


def test_progress_is_a_line_on_standard_error_only_when_wanted():
    with folder() as place:
        arguments = ("run", "no-policy", *SMALL)
        always = echelon(*arguments, "--progress", "always", folder=place)
        assert re.search(r"4 of 4 replicates, [0-9.]+ million firm-quarters/s, 0 s left", always.stderr), always.stderr
        assert "replicates," not in echelon(*arguments, "--progress", "never", folder=place).stderr
        assert "left" not in echelon(*arguments, folder=place).stderr  # no terminal, and less than ten seconds


def test_xarray_opens_the_result_with_both_engines():
    import xarray
    frames = []
    for engine in ("h5netcdf", "netcdf4"):
        with xarray.open_dataset(small_result(), engine=engine) as data:
            assert data.sizes["replicate"] == 4 and data.sizes["time"] == 29 and data.sizes["year"] == 7
            assert str(data.time.values[0])[:10] == "2017-12-31" and str(data.time.values[-1])[:10] == "2024-12-31"
            assert data.attrs["Conventions"] == "CF-1.8" and data.attrs["complete"].startswith("yes")
            for name, variable in data.variables.items():
                assert {"long_name", "long_name_zh"} <= set(variable.attrs), name
                assert "units" in variable.attrs or name == "time", name  # xarray takes the units of time away
            assert data.certificates.dims == ("replicate", "time", "scheme")
            frames.append(data.load())
    assert frames[0].identical(frames[1])


def test_certificates_add_up_at_every_31_december():
    import xarray
    with xarray.open_dataset(small_result()) as data:
        stock = data.certificates.isel(time=slice(0, None, 4)).values
        change = (data.certificates_granted - data.certificates_lapsed - data.certificates_revoked).values
        assert (stock[:, 1:] == stock[:, :-1] + change).all()
        assert stock[:, 1:].sum() > 0 and data.certificates_granted.values.sum() > 0


def test_a_place_that_cannot_be_written_is_told_before_the_work():
    begin = time.monotonic()
    done = echelon("run", "action-plan", "--replicates", "100000", "--out", "/nowhere/at/all.h5")
    assert done.returncode == 4 and "/nowhere/at/all.h5" in done.stderr and "No such file" in done.stderr
    assert time.monotonic() - begin < 30


def test_a_file_that_is_no_result_is_refused_with_4():
    for path in ("/nowhere/at/all.h5", str(ROOT / "README.md")):
        done = echelon("digest", path)
        assert done.returncode == 4 and path in done.stderr and done.stdout == ""


def test_standard_output_that_is_full_is_an_error():
    with open("/dev/full", "w", encoding="utf-8") as full:
        code = subprocess.run([str(PROGRAM), "--help"], stdout=full, stderr=subprocess.PIPE, check=False).returncode
    assert code == 4


def test_an_interrupt_ends_with_130_and_leaves_nothing():
    with folder() as place:
        command = [str(PROGRAM), "run", "action-plan", *SMALL[:4], "--replicates", "100000", "--out", "r.h5", "--progress", "always"]
        environment = {**os.environ, "ECHELON_HOME": str(ROOT)}
        child = subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stderr.read(5)  # the first replicate is finished
        child.send_signal(signal.SIGTERM)
        _, stderr = child.communicate(timeout=120)
        assert child.returncode == 130, (child.returncode, stderr)
        assert b"interrupted after" in stderr and listing(place) == []


def test_an_interrupted_run_keeps_what_is_finished_when_asked():
    with folder() as place:
        command = [str(PROGRAM), "run", "action-plan", *SMALL[:4], "--replicates", "100000", "--out", "r.h5", "--partial",
                   "--progress", "always"]
        environment = {**os.environ, "ECHELON_HOME": str(ROOT)}
        child = subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stderr.read(5)
        child.send_signal(signal.SIGINT)
        stdout, stderr = child.communicate(timeout=120)
        assert child.returncode == 130, (child.returncode, stderr)
        assert stdout.decode().startswith("INTERRUPTED") and listing(place) == ["r.h5"]
        import xarray
        with xarray.open_dataset(Path(place) / "r.h5") as data:
            assert data.attrs["complete"].startswith("no, interrupted") and data.sizes["replicate"] >= 1


def test_the_digest_of_the_world_sees_what_policy_does_to_it():
    with folder() as place:
        nothing = Path(place) / "nothing.h5"
        done = echelon("run", "no-policy", *SMALL, "--out", str(nothing))
        assert done.returncode == 0, done.stderr
        full, world = echelon("digest", str(nothing)).stdout, echelon("digest", str(nothing), "--world").stdout
        assert full != world
        plan = echelon("digest", str(small_result()), "--world").stdout
        assert plan != world  # the plan does something


# --- the runner -------------------------------------------------------------------------------------------------------


def main():
    passed = failed = 0
    for name, test in [(n, t) for n, t in globals().items() if n.startswith("test_")]:
        if len(sys.argv) > 2 and sys.argv[2] not in name:
            continue
        try:
            test()
            passed += 1
        except Exception:  # noqa: BLE001 - every failure is reported, the rest goes on
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if PROGRAM is None:
        sys.exit("usage: run.py PROGRAM [PART OF A NAME]")
    sys.exit(main())
