"""Where results go: nothing of the user's is lost, and what is replaced is said."""
from pathlib import Path

from tools import SMALL, echelon, folder, listing, run_small, small_result

TINY = [*SMALL[:4], "--replicates", "1", "--no-page"]


def refused(done, *words):
    assert done.returncode == 2 and done.stdout == "", (done.returncode, done.stdout[:80], done.stderr)
    for word in words:
        assert word in done.stderr, (word, done.stderr)


def test_two_outputs_of_one_run_are_two_files():
    with folder() as place:
        for out, firms in (("f.h5", "f.h5"), ("f.h5", "./f.h5")):
            refused(echelon("run", "no-policy", *TINY, "--out", out, "--firms", firms, folder=place), "take the place of the result")
        assert listing(place) == []


def test_a_result_has_the_ending_of_a_result():
    with folder() as place:
        for name in ("x.html", "x.csv", "x.yaml", "x.json", "x.md"):
            for command in (("run", "no-policy"), ("compare", "no-policy", "baseline")):
                refused(echelon(*command, *TINY, "--out", name, folder=place), "a result is an HDF5 file", "did you mean x.h5?")
            refused(echelon("run", "no-policy", *TINY, "--out", "r.h5", "--firms", name, folder=place), "did you mean x.h5?")
        refused(echelon("study", "monte-carlo", "--out", "x.csv", folder=place), "did you mean x.h5?")
        assert listing(place) == []
        for name in ("x.hdf5", "x.nc", "x"):
            assert echelon("run", "no-policy", *TINY, "--out", name, folder=place).returncode == 0, name


def test_what_is_no_result_is_never_replaced():
    with folder() as place:
        for name in ("report", "report.h5"):
            (Path(place) / name).write_text("a document", encoding="utf-8")
            for flags in (("--out", name), ("--out", "r.h5", "--firms", name)):
                refused(echelon("run", "no-policy", *TINY, *flags, folder=place), name, "something else than a result lies here")
            refused(echelon("compare", "no-policy", "baseline", *TINY, "--out", name, folder=place), "something else")
            assert (Path(place) / name).read_text(encoding="utf-8") == "a document"
        assert listing(place) == ["report", "report.h5"]


def test_a_page_never_takes_the_place_or_the_name_of_a_result():
    with folder() as place:
        other = Path(place) / "other.h5"
        other.write_bytes(small_result().read_bytes())
        for name in ("other.h5", "new.h5"):
            refused(echelon("report", str(small_result()), "--out", name, folder=place), "a page is an HTML file", name[:-3] + ".html?")
        assert other.read_bytes() == small_result().read_bytes() and listing(place) == ["other.h5"]


def test_what_is_replaced_is_said_unless_it_is_the_same():
    with folder() as place:
        file = Path(place) / "small.h5"
        first = run_small(file, "--no-page")
        assert "replaces" not in first.stderr
        assert "replaces" not in run_small(file, "--no-page").stderr
        tiny = ("--out", str(file), "--firms", str(Path(place) / "firms.h5"))
        other = echelon("run", "action-plan", *TINY, *tiny)
        assert f"replaces {file} (action-plan, 4 replicates, seed 7, of 20" in other.stderr, other.stderr
        again = echelon("run", "no-policy", *TINY, *tiny)
        assert f"replaces {file} (action-plan, 1 replicate, seed 20240402, of 20" in again.stderr, again.stderr
        assert "firms.h5 (action-plan, seed 20240402, of 20" in again.stderr, again.stderr
        pair = ("compare", "no-policy", "baseline", *TINY, "--out", str(file))
        assert f"replaces {file} (no-policy, 1 replicate" in echelon(*pair).stderr
        assert "replaces" not in echelon(*pair).stderr
        assert f"replaces {file} (" in echelon(*pair, "--seed", "5").stderr
        assert echelon(*pair, "--seed", "6", "--quiet").stderr == ""
