#!/usr/bin/python3
"""Sobol' indices of Ishigami's function in one table: the closed form, echelon's estimate with half its interval, and what OpenTURNS makes
of the same design and the same outcomes. Usage: ishigami.py TESTS_IO (build/release/tests/tests_io). Without python3-openturns its
columns are empty, and that is said."""
import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def theirs(place):
    """{(input, index): value}, from A, B and A with one column of B each, 4,096 rows of every matrix."""
    try:
        import openturns
    except ImportError:
        print("python3-openturns is not installed: its columns stay empty")
        return {}
    x, y = (openturns.Sample.ImportFromCSVFile(str(place / name), ";") for name in ("input.csv", "output.csv"))
    rows = x.getSize() // (x.getDimension() + 2)
    first = openturns.SaltelliSensitivityAlgorithm(x, y, rows).getFirstOrderIndices()
    total = openturns.JansenSensitivityAlgorithm(x, y, rows).getTotalOrderIndices()
    return {(f"x{i + 1}", name): values[i] for name, values in (("S1", first), ("ST", total)) for i in range(len(first))}


def main():
    with tempfile.TemporaryDirectory(prefix="echelon-ishigami-") as place:
        done = subprocess.run([sys.argv[1], "[ishigami]"], env={**os.environ, "ECHELON_ISHIGAMI": place}, text=True, capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stdout + done.stderr)
        other = theirs(Path(place))
        with open(Path(place) / "ours.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    wrong = 0
    print("index  input  closed form  echelon            OpenTURNS")
    for row in sorted(rows, key=lambda r: r["index"]):
        closed, ours, half = (float(row[k]) for k in ("closed", "echelon", "half"))
        there = other.get((row["input"], row["index"]))
        print(f"{row['index']}     {row['input']}     {closed:.4f}       {ours:.4f} +- {half:.4f}   " + ("-" if there is None else f"{there:.4f}"))
        wrong += abs(ours - closed) > 0.02
        # Same rows, other sums (V over A here, over A and B there; another centring): near each other, not equal.
        wrong += there is not None and abs(ours - there) > 0.02
    print("S1: Saltelli 2010 here, Saltelli there; ST: Jansen in both")
    print(f"{1 if not wrong else 0} passed, {wrong} failed")
    return 1 if wrong else 0


sys.exit(main())
