"""The stylised facts and the panel of firms, from outside."""
import json
from pathlib import Path

import h5py
import numpy as np

from tools import echelon, folder

FREE = ["--set", "ensemble=none", "--seed", "7"]  # priors: these tests are about the program, not about the fit


def test_facts_are_told_as_json():
    done = echelon("facts", *FREE, "--replicates", "2", "--scale", "0.05", "--threads", "2", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["replicates"] == 2 and document["scale"] == 0.05
    facts = {fact["number"]: fact for fact in document["facts"]}
    assert {str(n) for n in range(1, 37)} <= set(facts)
    assert facts["36"]["verdict"] == "later" and facts["36"]["later"]["zh"]
    assert facts["8"]["statistics"][0]["low"] == 0.8
    for fact in facts.values():
        if fact["verdict"] in ("in", "missed"):
            judged = [s for s in fact["statistics"] if s["rule"] != "shown"]
            assert all(s["in"] for s in judged) == (fact["verdict"] == "in"), fact["number"]


def test_facts_do_not_depend_on_threads():
    one, two = (echelon("facts", *FREE, "--replicates", "2", "--scale", "0.02", "--threads", n, "--quiet") for n in "12")
    assert one.returncode == 0, one.stderr
    assert one.stdout == two.stdout


def test_facts_say_when_the_horizon_is_too_short():
    done = echelon("facts", *FREE, "--set", "horizon=2018Q1..2020Q4", "--replicates", "1", "--scale", "0.02")
    assert done.returncode == 2
    assert "2023" in done.stderr and "terminate" not in done.stderr


def test_firms_add_up_to_the_result():
    with folder() as place:
        result, firms = Path(place) / "result.h5", Path(place) / "firms.h5"
        done = echelon("run", "baseline", *FREE, "--replicates", "2", "--set", "scale=0.02", "--out", str(result), "--firms", str(firms),
                       "--quiet")
        assert done.returncode == 0, done.stderr
        with h5py.File(result) as whole, h5py.File(firms) as panel:
            year, dormant = panel["year"][:], panel["dormant"][:]
            for k, y in enumerate(whole["year"][:]):
                at = year == y
                assert (dormant[at] == 0).sum() == whole["firms"][0, 4 * (k + 1)].sum()
                assert np.array_equal(panel["holds"][:][at].sum(axis=0), whole["certificates"][0, 4 * (k + 1)])
            assert np.isfinite(panel["left"][:]).sum() == whole["exits"][0].sum()
            assert panel.attrs["replicate"] in ("0", b"0")


def test_firms_are_refused_before_the_run_when_they_cannot_be_written():
    with folder() as place:
        done = echelon("run", "baseline", *FREE, "--replicates", "1", "--set", "scale=0.02", "--out", str(Path(place) / "r.h5"), "--firms",
                       str(Path(place) / "nowhere" / "firms.h5"))
        assert done.returncode == 4
        assert not (Path(place) / "r.h5").exists()
