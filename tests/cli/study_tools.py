"""A small study and how it is run, for the tests of studies."""
import json
from pathlib import Path

from tools import echelon

STUDY = """echelon: 1
study: {kind}
name: {{en: a test, zh: 测试}}
source: "assumed: a test"
scenario: action-plan
horizon: 2018Q1..2021Q4
scale: 0.01
{more}
shard: {shard}
level: 95 %
resamples: 20
seed: 5
"""
CARLO = "uncertainties: all\noutcomes: [hte@2021, firms@2021, {of: tech_sme@2021, goal: 9000, source: 'assumed: a test'}]\ndesign: sobol\npoints: 24"


def write(place, name="small", kind="monte-carlo", more=CARLO, shard=4):
    path = Path(place) / (name + ".yaml")
    path.write_text(STUDY.format(kind=kind, more=more, shard=shard), encoding="utf-8")
    return str(path)


def study(path, out, *more):
    return echelon("study", path, "--out", str(out), *more)


def digest(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["digest"]
