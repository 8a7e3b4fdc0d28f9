#!/usr/bin/python3
"""Drives the program from outside, as a user does: `run.py PROGRAM [PART OF A NAME]`; the studies, which take longest, with
`run.py PROGRAM studies`. Ends with `N passed, N failed`.

Every function of the test modules whose name begins with `test_` is one behaviour. Runs are of a small city (a share of the firms,
few years), so that all of them together take seconds.
"""
import sys
import traceback

sys.dont_write_bytecode = True  # the source tree stays as it is

import test_commands
import test_facts
import test_outputs
import test_report
import test_rooms
import test_runs
import test_schema
import test_shells
import test_tables
import test_words
import test_studies
import test_studies_kept
from tools import PROGRAM


def main():
    passed = failed = 0
    studies = sys.argv[2:3] == ["studies"]
    modules = ((test_studies, test_studies_kept) if studies else
               (test_commands, test_facts, test_outputs, test_report, test_rooms, test_runs, test_schema, test_shells, test_tables, test_words))
    tests = [item for module in modules for item in vars(module).items() if item[0].startswith("test_")]
    for name, test in tests:
        if len(sys.argv) > 2 and not studies and sys.argv[2] not in name:
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
