"""What rooms move: the script that measures it, and the page that shows it."""
import re
import subprocess
import sys
from pathlib import Path

import h5py

from tools import PROGRAM, ROOT, echelon, environment, folder

sys.path.insert(0, str(ROOT / "docs"))
import measure_rooms as measure

LITTLE = ["--scale", "0.02", "--replicates", "10", "--horizon", "2018Q1..2024Q4", "--seed", "7"]


def rows(text):
    """The first cell of every row of a table, which is `room: what is done to it`, and the row."""
    return {m.group(1): m.group(0) for m in re.finditer(r"^\| (\w+): .*$", text, re.M)}


def test_the_page_of_rooms_has_every_room_and_says_which_can_be_switched():
    page = measure.PAGE.read_text(encoding="utf-8")
    listed = re.findall(r"^(?!id$)(\w+)(?: +(can be switched off))?$", echelon("list", "rooms", "--lang", "en").stdout, re.M)
    assert len(listed) > 20
    found = rows(page)
    assert sorted(found) == sorted(room for room, _ in listed), "run docs/measure_rooms.py --write"
    for room, switches in listed:
        assert found[room].startswith(f"| {room}: off |") == bool(switches), found[room]


def test_rooms_and_an_instrument_are_measured_in_a_little_city():
    done = subprocess.run([sys.executable, str(ROOT / "docs/measure_rooms.py"), "--program", str(PROGRAM), *LITTLE, "--rooms", "innovation", "guidance",
                           "--instruments", "taihu_funds"], env=environment(), text=True, encoding="utf-8", capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    found = rows(done.stdout)
    assert sorted(found) == ["guidance", "innovation"], done.stdout
    moved = found["innovation"].split(" | ")[1]
    assert "high-tech enterprises -9" in moved, moved              # hardly any without inventions
    assert "inventions" not in found["innovation"]                 # its own outcome does not count
    assert "1 of 1 instruments at size zero leave the same world" in done.stdout
    assert "At their own size 1 of them make another world" in done.stdout


def test_a_zero_that_moves_something_and_a_number_that_is_missing_turn_the_measurement_red():
    class Stub:
        def say(self, *arguments):
            return "policy:\n  gift: {name: {en: a}, kind: award, amount: 1 CNY}\ntargets:\n"

        def world(self, name, *settings):
            return name
    text, good = measure.zero_sizes(Stub(), None)
    assert not good and "not so: gift" in text, text
    with folder() as place:
        paths = [Path(place) / name for name in ("before.h5", "after.h5")]
        for path, values in zip(paths, ([1.0, 2.0], [1.0, float("nan")])):
            with h5py.File(path, "w") as file:
                file["sales"], file["firms"] = values, [3, 4]
        assert measure.unsound(paths[1], paths[0]) == ["sales"] and measure.unsound(paths[0], paths[0]) == []
        with h5py.File(paths[1], "a") as file:
            file["firms"][0] = -1
        assert measure.unsound(paths[1], paths[0]) == ["firms", "sales"]
