"""Channel discipline (pitfall P1): policy proposes, the treasury settles, targets only look. Usage: test_policy.py SOURCE_DIR BUILD_DIR"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
MODEL = ROOT / "src/model"
WRITE = re.compile(r"\b(?:world_?|w)\.(\w+)(?:\[[^=;]*\])+\s*(?:[-+*/|&^]?=(?!=)|\+\+|--)")
INCLUDE = re.compile(r'#include "(model/[^"]+)"')
failures = []


def written(text):
    """Columns of the world that a text assigns to."""
    return {name for line in text.splitlines() for name in WRITE.findall(line.split("//")[0])}


def may_include(folder, allowed):
    for path in sorted((MODEL / folder).glob("*")):
        for header in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if header not in allowed and not header.startswith(f"model/{folder}/"):
                failures.append(f"{path.relative_to(ROOT)} includes {header}: the shelf must not see the world")


def may_write(name, allowed):
    columns = written((MODEL / name).read_text(encoding="utf-8"))
    failures.extend(f"src/model/{name} writes {column}, it may write {sorted(allowed) or 'nothing'}" for column in sorted(columns - allowed))


# The test must be able to fail.
SAMPLE = "world.cash[c.slot] += 3;\nw.log_sales[i] = 2; world_.flags[s] |= 1; until[s][i] = 3;\nif (world.gain[i] == 2 || w.uid[i] != 3) {}\n"
if written(SAMPLE) != {"cash", "log_sales", "flags"}:
    failures.append(f"test_policy.py reads assignments wrongly: {sorted(written(SAMPLE))}")

may_include("instruments", {"model/scenario.hpp", "model/uid.hpp"})
may_include("targets", {"model/scenario.hpp", "model/observation.hpp"})
may_write("processes/treasury.cpp", {"cash", "grant_left"})     # money, and what of it is bound to a project
may_write("talents.cpp", {"knowledge"})                         # what experts know goes with them; their packages are claims
may_write("futures.cpp", {"track", "log_sales"})                # who enters a track, and what demand (K6) adds; orders and places are claims
may_write("lending.cpp", set())                                 # banks lend (processes/loans.cpp), investors buy: policy has claims and pools
may_write("processes/loans.cpp", {"cash", "debt", "flags"})     # money, and the mark of who defaulted
may_write("processes/guidance.cpp", set())
may_write("places.cpp", set())                                  # who comes in, what space and building cost: claims
may_write("surroundings.cpp", set())
may_write("processes/carriers.cpp", {"cash", "aware"})          # rent that is not asked for, and what residents hear
may_write("processes/platforms.cpp", {"cash", "rd_year", "knowledge", "innovation_rate"})  # a project that the firm pays for
may_write("calls.cpp", {"grant_left"})                          # calls claim, the treasury pays; what a firm binds of its own beside it (R7)
may_write("arrivals.cpp", set())                                # who comes; packages and the search for firms are claims
may_write("processes/attraction.cpp", set())
may_write("desks.cpp", {"flags"})                               # the mark of who works towards a title; certificates go through the registry
may_write("processes/registry.cpp", {"had", "held", "until", "since"})
may_write("observe.cpp", set())
may_write("demography.cpp", {"status"})
for path in sorted((MODEL / "processes").glob("*.cpp")):
    if path.name != "registry.cpp" and written(path.read_text(encoding="utf-8")) & {"had", "held", "until", "since"}:
        failures.append(f"{path.relative_to(ROOT)} writes certificates: only the registry may")

print("\n".join(failures) if failures else "policy keeps to its channels")
sys.exit(1 if failures else 0)
