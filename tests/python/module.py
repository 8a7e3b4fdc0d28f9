#!/usr/bin/python3
"""The Python module gives what the command line gives. Usage: module.py CMAKE BUILD_DIR SOURCE_DIR PROGRAM

Builds the module in a folder of its own (BUILD_DIR/python), since a module needs position-independent code; ends with 77 (skipped) without pybind11.
"""
import json
import os
import pathlib
import subprocess
import sys

CMAKE, BUILD, SOURCE, PROGRAM = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
PLACE = BUILD / "python"


def build():
    made = subprocess.run([CMAKE, "-S", SOURCE, "-B", str(PLACE), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O3",
                           "-DECHELON_PYTHON_MODULE=ON", "-DECHELON_TESTS=OFF", "-DECHELON_BENCH=OFF"], text=True, capture_output=True)
    assert made.returncode == 0, made.stdout + made.stderr
    if "Python module: off" in made.stdout:
        print("skipped: there is no pybind11")
        sys.exit(77)
    built = subprocess.run([CMAKE, "--build", str(PLACE), "--target", "echelon_python", "--parallel", str(len(os.sched_getaffinity(0)))], text=True, capture_output=True)
    assert built.returncode == 0, built.stdout[-4000:]


def main():
    build()
    sys.path.insert(0, str(PLACE))
    os.environ["ECHELON_HOME"] = SOURCE
    import echelon
    import numpy as np

    r = echelon.run("action-plan", replicates=4, scale=0.02, seed=7)
    told = subprocess.run([PROGRAM, "run", "action-plan", "--replicates", "4", "--set", "scale=0.02", "--seed", "7", "--json", "--quiet", "--no-page",
                           "--out", str(PLACE / "told.h5")], text=True, capture_output=True, check=True)
    document = json.loads(told.stdout)
    assert r.digest == document["digest"], (r.digest, document["digest"])
    assert echelon.run("action-plan", replicates=4, scale=0.02, seed=7, threads=2).digest == r.digest
    assert echelon.run("action-plan", replicates=4, scale=0.02, seed=8).digest != r.digest

    certificates = r.series["certificates"]
    assert isinstance(certificates, np.ndarray) and r.dims["certificates"] == ("replicate", "time", "scheme")
    assert certificates.shape == tuple(len(r.coords[d]) for d in r.dims["certificates"])
    by_id = {t["id"]: t for t in document["targets"]}
    for i, name in enumerate(r.targets["id"]):
        median = by_id[name]["median"]
        assert (median is None and np.isnan(r.targets["median"][i])) or median == r.targets["median"][i], name

    try:
        echelon.run("acton-plan", sets=["growth.sigmma=1", "policy.hte_renewal_city.amount=3"])
        raise SystemExit("a wrong scenario was run")
    except ValueError as mistake:
        assert "did you mean action-plan?" in str(mistake) and "growth.sigma" in str(mistake), mistake
    print("1 passed, 0 failed")


main()
