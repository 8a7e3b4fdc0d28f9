#!/usr/bin/env python3
"""Measures what every room does to the outcomes of the other rooms, and that an instrument turned down to zero is one that is not there.

A room that can be switched is switched off; of a room that is always on one number is raised by a tenth. Both worlds have the same luck.
Prints Markdown; --write puts it into docs/model/what-rooms-move.md instead. Needs Debian's python3-h5py and the built program.
"""
import argparse
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import h5py
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/model/what-rooms-move.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
SCENARIO = "action-plan"
FIRST_YEAR = 2024  # the plan's first year; an outcome is the mean of the years from here to the last

# What is looked at: name, the room whose outcome it is, the variable of the result, and the part of it (None: the sum of all parts).
# A mean instead of a sum is taken of an index. `docs/output-format.md` says what every variable means.
OUTCOMES = [
    ("active firms", "exit", "firms", None),
    ("closures", "exit", "exits", None),
    ("founded firms", "entry", "entries", ["organic", "spin_off"]),
    ("attracted firms", "attraction", "entries", ["attracted"]),
    ("sales", "growth", "revenue", None),
    ("employees", "growth", "employment", None),
    ("real R&D", "research", "rd_real", None),
    ("reported R&D", "research", "rd_reported", None),
    ("inventions", "innovation", "patents_filed", None),
    ("equity", "venture", "venture_invested", None),
    ("guidance capital", "guidance", "guidance_invested", None),
    ("loans owed", "loans", "loans_outstanding", None),
    ("R&D people at work", "talent", "rd_people_employed", None),
    ("R&D wage", "talent", "rd_wage_index", "mean"),
    ("high-tech enterprises", "certification", "certificates", ["hte"]),
    ("technology SMEs", "certification", "certificates", ["tech_sme"]),
    ("consortium members", "consortia", "consortium_members", None),
    ("firms in carriers", "carriers", "carrier_firms", None),
    ("projects asked of platforms", "platforms", "platform_asked", None),
    ("sales of the tracks", "tracks", "track_revenue", None),
    ("income tax", "finance", "tax_paid", None),
    ("outlay", "treasury", "outlay", None),
]

# The number of a room that is always on which is raised. The treasury has none that is not the law: all instruments are taken away.
RAISED = {"macro": "macro.growth_now", "population": "population.firms", "entry": "entry.organic", "growth": "growth.drift_young",
          "exit": "exit.local_level", "finance": "finance.margin", "research": "research.intensity", "awareness": "awareness.familiar",
          "certification": "certification.capacity", "rules": "rules.hightech_shape", "observation": "observation.rd_coverage"}

# The one number that makes an instrument of this kind what it is; of every other kind it is the amount.
SIZE = {"consortium_support": "per_year", "platform_support": "per_year", "space": "per_year", "protection": "share", "selection_rule": "share"}


class Program:
    """The program, with what all runs of a measurement have in common."""

    def __init__(self, path, scale, horizon, seed, folder):
        self.path, self.folder, self.made = path, pathlib.Path(folder), {}
        self.common = ["--set", f"scale={scale}", "--set", f"horizon={horizon}", "--no-page", "--quiet"] + (["--seed", str(seed)] if seed else [])

    def say(self, *arguments):
        done = subprocess.run([str(self.path), *arguments], capture_output=True, text=True, encoding="utf-8",
                              env={**os.environ, "ECHELON_HOME": str(ROOT)})
        if done.returncode != 0:
            sys.exit(f"echelon {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def run(self, name, replicates, *settings):
        """The result; made again only where the settings are others than last time."""
        out = self.folder / f"{name}.h5"
        if self.made.get(name) == (replicates, settings):
            return out
        self.made[name] = (replicates, settings)
        self.say("run", SCENARIO, *self.common, "--replicates", str(replicates), "--out", str(out),
                 *(word for setting in settings for word in ("--set", setting)))
        return out

    def world(self, name, *settings):
        """The digest of one small world, without what is said of instruments and parameters."""
        return self.say("digest", "--world", str(self.run(name, 1, *settings))).strip()


def switchable(program):
    """The rooms that can be switched and are on in the scenario, in the order of the list."""
    can = re.findall(r"^(\w+) .*can be switched off", program.say("list", "rooms", "--lang", "en"), re.M)
    section = re.search(r"^rooms:\n((?:  .*\n)+)", program.say("resolve", SCENARIO), re.M).group(1)
    return [room for room in can if f"  {room}: on\n" in section]


def always_on(program):
    """(room, what is done to it, settings before, settings after) of the rooms that cannot be switched."""
    resolved, pairs = program.say("resolve", SCENARIO), []
    for room in re.findall(r"^(?!id$)(\w+) *$", program.say("list", "rooms", "--lang", "en"), re.M):
        if room == "treasury":
            pairs.append((room, "no instrument", [], [f"policy.{name}=off" for name, _ in instruments(program)]))
            continue
        if room not in RAISED:
            sys.exit(f"measure_rooms.py: name a number of the room {room} in RAISED")
        path = RAISED[room]
        value, unit = re.search(rf'^  {re.escape(path)}: \{{value: ([^,]+), unit: "([^"]*)"', resolved, re.M).groups()
        unit = "" if unit == "1" else " " + unit
        pairs.append((room, f"`{path}` + 10 %", [f"{path}={value}{unit}"], [f"{path}={float(value) * 1.1:.6g}{unit}"]))
    return pairs


# --- what a result says ---------------------------------------------------------------------------------------------


def yearly(file, variable):
    """Values of the years from FIRST_YEAR on: replicate, year, parts. Of a quarterly variable the ends of years."""
    data, years = file[variable][:], file["year"][:]
    if "time" in names_of_dimensions(file[variable]):
        data = data[:, 4::4]  # the first point is the opening stock
    return data[:, years >= FIRST_YEAR]


def names_of_dimensions(dataset):
    return [dimension[0].name.lstrip("/") if len(dimension) else "" for dimension in dataset.dims]


def outcome(file, variable, part):
    """One number a replicate; None where the room that makes it is off and the variable is not there."""
    if variable not in file:
        return None
    data = yearly(file, variable).astype(float)
    if isinstance(part, list):
        axis = names_of_dimensions(file[variable])[-1]
        ids = [x.decode() for x in file[axis][:]]
        data = data[..., [ids.index(x) for x in part]]
    data = data.reshape(data.shape[0], data.shape[1], -1)
    return (data.mean(axis=2) if part == "mean" else data.sum(axis=2)).mean(axis=1)


def outcomes(path):
    with h5py.File(path) as file:
        return {name: outcome(file, variable, part) for name, _, variable, part in OUTCOMES}


def unsound(path, reference):
    """Variables that hold something that is no number, or a negative one, where the reference holds none."""
    found = []
    with h5py.File(path) as one, h5py.File(reference) as other:
        for name in one:
            if not isinstance(one[name], h5py.Dataset) or one[name].dtype.kind not in "fi" or name not in other:
                continue
            a, b = one[name][:], other[name][:]
            if (np.isnan(a).any() and not np.isnan(b).any()) or ((a < 0).any() and not (b < 0).any()):
                found.append(name)
    return found


# --- differences ----------------------------------------------------------------------------------------------------


def student(p, nu):
    """The quantile of Student's t, by a series in 1/nu: to three digits from ten degrees of freedom on."""
    from statistics import NormalDist
    z = NormalDist().inv_cdf(p)
    return (z + (z**3 + z) / (4 * nu) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * nu**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * nu**3))


def difference(before, after):
    """Mean of after − before, half of its 90 % interval (both in % of the level before) and t; None where there is nothing in either."""
    d, n = after - before, len(before)
    level, spread = abs(before.mean()) or abs(after.mean()), d.std(ddof=1) / np.sqrt(n)
    if level == 0:
        return None
    if not d.any():
        return 0.0, 0.0, 0.0
    return 100 * d.mean() / level, 100 * student(0.95, n - 1) * spread / level, abs(d.mean()) / spread if spread > 0 else np.inf


def effects(room, before, after):
    """(name, mean, half, t) of the outcomes of other rooms that both worlds have."""
    found = []
    for name, owner, _, _ in OUTCOMES:
        if owner == room or before[name] is None or after[name] is None:
            continue
        x = difference(before[name], after[name])
        if x is not None:
            found.append((name, *x))
    return found


def shown(mean, half):
    """Both to the second digit of the half interval."""
    digits = min(max(1 - math.floor(math.log10(half)), 0), 5) if half > 0 else 2
    return f"{mean:+.{digits}f} ± {half:.{digits}f}"


def row(label, found, bound):
    moved = sorted((e for e in found if e[3] > bound), key=lambda e: -abs(e[1]))
    unsure = sorted((e for e in found if 0 < e[3] <= bound), key=lambda e: -abs(e[1]) - e[2])
    far = [(name, abs(mean) + half) for name, mean, half, _ in unsure]
    rest = [f"{name} {x:.0f}" if x >= 10 else f"{name} {x:.2g}" for name, x in far]
    same = [e[0] for e in found if e[3] == 0]
    return (f"| {label} | {', '.join(f'{name} {shown(mean, half)}' for name, mean, half, _ in moved) or '**none**'} "
            f"| {', '.join(rest)}{'; ' if rest and same else ''}{'the same in every pair: ' + ', '.join(same) if same else ''} |\n")


def table(program, pairs, replicates):
    """The table of the pairs (room, what is done to it, settings before, settings after), and whether every run was sound."""
    broken, measured = [], []
    for room, what, before, after in pairs:
        print(f"{room}: {what}", file=sys.stderr)
        reference = program.run("before", replicates, *before)
        path = program.run("after", replicates, *after)
        broken += [f"{room}, {what}: {name}" for name in unsound(path, reference)]
        measured.append((f"{room}: {what}", effects(room, outcomes(reference), outcomes(path))))
    comparisons = sum(len(found) for _, found in measured)
    bound = student(1 - 0.05 / max(comparisons, 1), replicates - 1)
    text = "| room | moves outcomes of other rooms, in % of the level before | not told from none, at most % |\n|---|---|---|\n"
    text += "".join(row(label, found, bound) for label, found in measured)
    text += f"\n{comparisons} differences; told from none where the mean is more than {bound:.1f} standard errors away from 0. "
    text += f"**Not sound: {'; '.join(broken)}.**" if broken else "No changed world holds a missing or a negative number where the world before has none."
    return text + "\n", not broken


# --- instruments of size zero ---------------------------------------------------------------------------------------


def instruments(program):
    """Id and kind of every local instrument of the scenario."""
    section = re.search(r"^policy:\n((?:  .*\n)+)", program.say("resolve", SCENARIO), re.M).group(1)
    return re.findall(r"^  (\w+): \{.*?\}, kind: (\w+),", section, re.M)


def zero_sizes(program, wanted):
    """Each instrument alone at size zero, beside the scenario without it, and beside the whole scenario."""
    found = [x for x in instruments(program) if not wanted or x[0] in wanted]
    units = {"amount": "0 CNY", "per_year": "0 per year", "share": "0"}
    whole, differ, idle = program.world("whole"), [], []
    for name, kind in found:
        print(f"{name} at zero", file=sys.stderr)
        size = SIZE.get(kind, "amount")
        without = program.world("without", f"policy.{name}=off")
        if program.world("zero", f"policy.{name}.{size}={units[size]}") != without:
            differ.append(name)
        if without == whole:
            idle.append(name)
    text = f"{len(found) - len(differ)} of {len(found)} instruments at size zero leave the same world as the scenario without them"
    text += f"; **not so: {', '.join(differ)}**. " if differ else ". "
    text += f"At their own size {len(found) - len(idle)} of them make another world"
    return text + (f"; in so small a city nothing comes of {', '.join(idle)}.\n" if idle else ".\n"), not differ


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", default=ROOT / "echelon", help="the program; the wrapper without it")
    parser.add_argument("--scale", default="0.1", help="share of the city's firms")
    parser.add_argument("--replicates", type=int, default=80)
    parser.add_argument("--horizon", default="2018Q1..2030Q4")
    parser.add_argument("--seed", help="that of config/run.yaml without it")
    parser.add_argument("--rooms", nargs="+", help="these alone, of rooms and instruments")
    parser.add_argument("--instruments", nargs="+", help="these alone, of rooms and instruments")
    parser.add_argument("--write", action="store_true", help="into docs/model/what-rooms-move.md")
    options = parser.parse_args()
    if options.write and (options.rooms or options.instruments):
        parser.error("--write needs all rooms and instruments")
    if options.replicates < 2:
        parser.error("--replicates: a spread needs two or more")
    return options


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="echelon-rooms-") as folder:
        program = Program(options.program, options.scale, options.horizon, options.seed, folder)
        pairs = [(room, "off", [], [f"rooms.{room}=off"]) for room in switchable(program)]
        blocks, wanted = [], options.rooms or options.instruments
        for title, some in (("Rooms that can be switched", pairs), ("Rooms that are always on", always_on(program))):
            some = [pair for pair in some if not wanted or pair[0] in (options.rooms or [])]
            if some:
                blocks.append((f"## {title}\n\n", *table(program, some, options.replicates)))
        if options.instruments or not wanted:
            blocks.append(("## Instruments of size zero\n\n", *zero_sizes(program, options.instruments)))
    text = "\n" + "\n".join(title + body for title, body, _ in blocks) + "\n"
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[:page.index(BEGIN) + len(BEGIN)] + text + page[page.index(END):], encoding="utf-8")
    else:
        print(text)
    return 0 if all(good for _, _, good in blocks) else 1


if __name__ == "__main__":
    sys.exit(main())
