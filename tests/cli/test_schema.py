"""JSON Schema for editors: what the strict reader takes it takes, what the reader knows it knows; python3-jsonschema is the judge."""
import functools
import json
import re
from pathlib import Path

from tools import ROOT, echelon, folder

try:
    import jsonschema
    import yaml
except ImportError:  # Debian: python3-jsonschema, python3-yaml
    jsonschema = None


@functools.cache
def schema(*kind):
    done = echelon("schema", *kind)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read(text):
    """YAML as an editor reads it: dates and `on` are words."""
    class Loader(yaml.SafeLoader):
        pass
    Loader.yaml_implicit_resolvers = {first: [(tag, r) for tag, r in pairs if not tag.endswith((":timestamp", ":bool"))]
                                      for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
    return yaml.load(text, Loader)


def problems(text, *kind):
    return sorted(e.message[:200] for e in jsonschema.Draft7Validator(schema(*kind)).iter_errors(read(text)))


def shipped():
    for kind, files in (("scenario", "scenarios/*.yaml"), ("study", "scenarios/studies/*.yaml"), ("instrument", "config/instruments/*.yaml")):
        for path in sorted(ROOT.glob(files)):
            if not path.read_text(encoding="utf-8").count("\nrows:"):  # reasons, no instrument
                yield kind, path


def test_shipped_files_are_valid():
    if jsonschema is None:
        print("skipped: python3-jsonschema is not installed")
        return
    for kind in ((), ("scenario",), ("study",), ("instrument",)):
        jsonschema.Draft7Validator.check_schema(schema(*kind))
    count = 0
    for kind, path in shipped():
        text = path.read_text(encoding="utf-8")
        assert problems(text, kind) == [], (path, problems(text, kind))
        assert problems(text) == [], path
        count += 1
    assert count > 40, count


GOOD = """\
echelon: 1
name: {en: Mine, zh: 我的}
from: action-plan
horizon: 2018Q1..2030Q4
policy:
  hte_first_recognition_city: {amount: 20 万元, source: "assumed: what if"}
  hte_renewal_city: off
rooms: {venture: off}
schemes:
  hte: {changes: [{from: 2026Q1, set: {rd_small: 6 %}, source: "assumed: what if"}]}
parameters:
  growth.sigma: {value: 0.25 per sqrt year, source: "assumed: what if"}
targets: [action-plan-2027, {id: T1.x.hte, goal: 9500, source: "the user's document"}]
replicates: 20
"""

SLIPS = [("from: action-plan", "form: action-plan"), ("amount: 20 万元", "amuont: 20 万元"), ("20 万元", "20"), ("20 万元", "20 persons"),
         ("hte_renewal_city: off", "hte_renewal_cty: off"), ("venture: off", "venture: maybe"), ("venture: off", "ventrue: off"), ("rd_small", "rd_smal"),
         ("0.25 per sqrt year", "0.25 per year"), ("growth.sigma", "growth.sgima"), ("2018Q1..2030Q4", "2018Q1-2030Q4"), ("replicates: 20", "replicates: many"),
         ("zh: 我的", "cn: 我的"), ('{value: 0.25 per sqrt year, source: "assumed: what if"}', "{value: 0.25 per sqrt year}"), ("echelon: 1", "echelon: 2"),
         ("action-plan-2027,", "action-plan-2028,")]


def test_a_broken_scenario_is_not_valid_and_check_agrees():
    if jsonschema is None:
        print("skipped: python3-jsonschema is not installed")
        return
    with folder() as place:
        file = Path(place) / "mine.yaml"
        file.write_text(GOOD, encoding="utf-8")
        assert echelon("check", str(file)).returncode == 0 and problems(GOOD, "scenario") == []
        for right, wrong in SLIPS:
            text = GOOD.replace(right, wrong)
            assert text != GOOD, right
            assert problems(text, "scenario"), (wrong, "is valid")
            file.write_text(text, encoding="utf-8")
            assert echelon("check", str(file)).returncode == 2, (wrong, "passes the check")


def known_to_the_reader(text, at):
    """The keys that the reader says it knows, where a key stands that it does not know."""
    with folder() as place:
        file = Path(place) / "mine.yaml"
        file.write_text(text, encoding="utf-8")
        for problem in json.loads(echelon("check", str(file), "--json").stdout)["problems"]:
            if problem["what"] == f"unknown key `{at}`":
                return set(problem["why"].removeprefix("known here: ").split(", "))
    raise AssertionError(f"{at} is not refused in\n{text}")


SIZES = {"monte-carlo": "points: 4\ndesign: sobol", "prcc": "points: 4\ndesign: sobol\nprecision: 0.1", "pawn": "points: 4\ndesign: sobol\nprecision: 0.1\nslices: 4",
         "morris": "trajectories: 4\nlevels: 4\nprecision: 0.1", "sobol": "base_rows: 4\ndesign: sobol\nprecision: 0.1", "grid": "levels: 2",
         "compare": "points: 4\ndesign: sobol", "shapley": "points: 4\ndesign: sobol\nplayers: {a: hte_moved_in, b: hte_renewal_city}"}


def study(kind):
    scenario = "scenarios: [no-policy, action-plan]" if kind == "compare" else "scenario: action-plan"
    return (f"echelon: 1\nstudy: {kind}\nname: {{en: a, zh: b}}\nsource: 'assumed: x'\n{scenario}\nhorizon: 2018Q1..2025Q4\nothers: drawn\noutcomes: [hte@2025]\n"
            f"shard: 2\nlevel: 95 %\nresamples: 10\nseed: 1\n{SIZES[kind]}\nqqzzqqzz: 1\n")


def test_the_schema_has_the_keys_of_the_reader():
    scenario = known_to_the_reader(GOOD + "qqzzqqzz: 1\n", "qqzzqqzz")
    assert scenario == set(schema("scenario")["properties"]), scenario ^ set(schema("scenario")["properties"])
    instrument = known_to_the_reader(GOOD.replace("amount: 20 万元", "qqzzqqzz: 1, amount: 20 万元"), "qqzzqqzz")
    mine = set(schema("scenario")["definitions"]["instrument"]["properties"])
    assert instrument == mine, instrument ^ mine
    parameter = known_to_the_reader(GOOD.replace("value: 0.25", "qqzzqqzz: 1, value: 0.25"), "qqzzqqzz")
    assert parameter == set(schema("scenario")["definitions"]["parameter_per_sqrt_year"]["properties"]), parameter
    goal = known_to_the_reader(GOOD.replace("goal: 9500", "qqzzqqzz: 1, goal: 9500"), "qqzzqqzz")
    assert goal <= set(schema("scenario")["properties"]["targets"]["items"]["anyOf"][1]["properties"]), goal


def test_the_schema_has_the_keys_of_studies():
    keys = set().union(*(known_to_the_reader(study(kind), "qqzzqqzz") for kind in SIZES)) | {"table", "seeds_per_point"}
    mine = set(schema("study")["else"]["properties"])
    assert keys == mine, keys ^ mine
    shipped_calibration = (ROOT / "scenarios/studies/calibrate-all-data.yaml").read_text(encoding="utf-8")
    calibration = known_to_the_reader(shipped_calibration + "qqzzqqzz: 1\n", "qqzzqqzz")
    assert calibration <= set(schema("study")["then"]["properties"]), calibration


def test_the_schema_is_small_enough_for_an_editor():
    assert len(json.dumps(schema())) < 400_000, len(json.dumps(schema()))


def test_an_unknown_kind_of_schema_gets_the_nearest():
    done = echelon("schema", "scenarios")
    assert done.returncode == 2 and "did you mean scenario?" in done.stderr, done.stderr
