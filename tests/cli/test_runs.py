"""Runs: reports, documents, result files, interrupts."""
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from tools import PROGRAM, ROOT, SMALL, echelon, environment, folder, listing, run_small, small_result, small_run


# --- run --------------------------------------------------------------------------------------------------------------


def test_json_is_exactly_one_document_with_the_promised_keys():
    document = json.loads(small_run().stdout)
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
        assert target.get("withheld", "too-few-worlds") in ("too-few-worlds", "too-small-a-trial")
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
        assert listing(Path(place) / "output") == ["no-policy.h5", "no-policy.html"]
        quiet = echelon("run", "no-policy", *SMALL, "--quiet", "--lang", "zh", folder=place)
        assert quiet.stderr == "" and "目标" in quiet.stdout


def test_the_digest_is_that_of_the_run_for_any_number_of_threads():
    with folder() as place:
        one, two = Path(place) / "1.h5", Path(place) / "2.h5"
        run_small(one, "--threads", "1")
        run_small(two, "--threads", "2")
        digests = [echelon("digest", str(f)).stdout for f in (one, two, small_result())]
        assert re.fullmatch(r"[0-9a-f]{64}\n", digests[0]) and len(set(digests)) == 1, digests
        assert json.loads(small_run().stdout)["digest"] == digests[0].strip()
        other = echelon("run", "action-plan", *SMALL[:-1], "8", "--out", str(one))
        assert other.returncode == 0 and echelon("digest", str(one)).stdout != digests[1]


def test_threads_are_the_cores_that_this_process_may_use():
    arguments = ("run", "no-policy", *SMALL[:4], "--replicates", "1", "--json")
    with folder() as place:
        def threads(*, prefix=(), env=None):
            done = subprocess.run([*prefix, str(PROGRAM), *arguments], cwd=place, capture_output=True, check=True,
                                  env=environment(env))
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
            units = {name: data[name].attrs["units"] for name in ("firms", "revenue", "employment", "entries", "outlay", "arrears")}
            assert units == {"firms": "1", "revenue": "CNY per year", "employment": "persons", "entries": "1 per year",
                             "outlay": "CNY per year", "arrears": "CNY"}
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
    assert done.returncode == 4 and "/nowhere/at/all.h5" in done.stderr and "the folder /nowhere/at does not exist" in done.stderr
    assert time.monotonic() - begin < 30


def test_standard_output_that_is_full_is_an_error():
    with open("/dev/full", "w", encoding="utf-8") as full:
        code = subprocess.run([str(PROGRAM), "--help"], stdout=full, stderr=subprocess.PIPE, check=False).returncode
    assert code == 4


def test_an_interrupt_ends_with_130_and_leaves_nothing():
    with folder() as place:
        command = [str(PROGRAM), "run", "action-plan", *SMALL[:4], "--replicates", "100000", "--out", "r.h5", "--progress", "always"]
        child = subprocess.Popen(command, cwd=place, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stderr.read(5)  # the first replicate is finished
        child.send_signal(signal.SIGTERM)
        _, stderr = child.communicate(timeout=120)
        assert child.returncode == 130, (child.returncode, stderr)
        assert b"interrupted after" in stderr and listing(place) == []


def test_an_interrupted_run_keeps_what_is_finished_when_asked():
    with folder() as place:
        command = [str(PROGRAM), "run", "action-plan", *SMALL[:4], "--replicates", "100000", "--out", "r.h5", "--partial",
                   "--progress", "always"]
        child = subprocess.Popen(command, cwd=place, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stderr.read(5)
        child.send_signal(signal.SIGINT)
        stdout, stderr = child.communicate(timeout=120)
        assert child.returncode == 130, (child.returncode, stderr)
        assert stdout.decode().startswith("INTERRUPTED") and listing(place) == ["r.h5", "r.html"]
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
