"""Studies are never lost: interrupted and continued, killed, cut and joined, refused."""
import json
import random
import signal
import subprocess
import time
from pathlib import Path

from study_tools import CARLO, digest, study, write
from tools import PROGRAM, ROOT, echelon, environment, folder, listing


def begin(path, out):
    return subprocess.Popen([str(PROGRAM), "study", path, "--out", str(out), "--quiet", "--no-page"], env=environment(), cwd=ROOT,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill(process):
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


def blocks_of(out):
    """Of 24; all of them once the result stands, whose blocks are taken away only then: a kill may leave a part of them."""
    if Path(out).exists():
        return 24
    return len(list(Path(str(out) + ".shards").glob("*.h5")))


def test_killed_again_and_again_it_ends_with_the_same_digest():
    """Ten kills in a row, each at a random moment; every next start goes on from what was kept."""
    with folder() as place:
        path, out = write(place, shard=1), Path(place) / "killed.h5"
        whole = digest(study(path, Path(place) / "whole.h5", "--json", "--threads", "2"))
        luck, kills, kept = random.Random(3), 0, 0
        for _ in range(10):
            process = begin(path, out)
            time.sleep(luck.uniform(0.05, 0.9))
            kills += kill(process)
            assert blocks_of(out) >= kept, "a block that was there is gone"
            kept = blocks_of(out)
        assert kills > 0
        assert digest(study(path, out, "--json")) == whole
        assert not Path(str(out) + ".shards").exists()


def test_killed_at_25_moments_each_is_resumed_to_the_same_digest():
    """One kill a study, after each number of its 24 blocks; the same command ends it."""
    with folder() as place:
        path = write(place, shard=1)
        whole = digest(study(path, Path(place) / "whole.h5", "--json", "--no-page"))
        luck, kept = random.Random(8), []
        for moment in range(25):
            out = Path(place) / f"killed-{moment}.h5"
            process = begin(path, out)
            while process.poll() is None and blocks_of(out) < moment:
                time.sleep(0.002)
            time.sleep(luck.uniform(0, 0.05))
            if kill(process):
                kept.append(blocks_of(out))
            assert digest(study(path, out, "--json", "--no-page")) == whole, moment
            assert listing(place) == sorted(["small.yaml", "whole.h5", out.name]), "something was left behind"
            out.unlink()
        assert len(kept) >= 15 and max(kept) > min(kept), kept


def test_an_interrupt_keeps_what_is_finished_and_says_how_to_go_on():
    with folder() as place:
        path, out = write(place, shard=1, more=CARLO.replace("24", "400")), Path(place) / "i.h5"
        process = subprocess.Popen([str(PROGRAM), "study", path, "--out", str(out)], env=environment(), cwd=ROOT, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        shards = Path(str(out) + ".shards")
        deadline = time.time() + 120
        while time.time() < deadline and not (shards.exists() and len(list(shards.glob("*.h5"))) > 2):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        stderr = process.communicate(timeout=120)[1]
        assert process.returncode == 130 and "Run the same command again" in stderr, stderr
        assert not out.exists() and len(list(shards.glob("*.h5"))) >= 3


def test_threads_and_shards_change_no_byte():
    """Threads 1, 2, 7; shards 1, 2, 7, joined in any order."""
    with folder() as place:
        path = write(place, shard=3)
        whole = {digest(study(path, Path(place) / f"whole-{n}.h5", "--json", "--threads", str(n))) for n in (1, 2, 7)}
        assert len(whole) == 1
        assert digest(study(path, Path(place) / "all-1.h5", "--json", "--shard", "1/1")) in whole
        for count in (2, 7):
            parts = [str(Path(place) / f"{k}-{count}.h5") for k in range(1, count + 1)]
            for k, part in enumerate(parts, 1):
                done = study(path, part, "--shard", f"{k}/{count}", "--threads", str(k))
                assert done.returncode == 0, done.stderr
            joined = echelon("merge", *reversed(parts), "--out", str(Path(place) / f"all-{count}.h5"), "--json")
            assert digest(joined) in whole


def test_what_is_there_so_far_can_be_looked_at():
    with folder() as place:
        path = write(place)
        for k in (1, 2, 4):  # the third is missing: what lies behind the gap does not count
            assert study(path, Path(place) / f"{k}.h5", "--shard", f"{k}/6").returncode == 0
        before = listing(place)
        done = echelon("merge", place, "--so-far")
        assert done.returncode == 0 and "8 of 24 experiments" in done.stderr and "hte@2021" in done.stdout, done.stderr
        assert listing(place) == before
        document = json.loads(echelon("merge", place, "--so-far", "--json").stdout)
        assert document["experiments_run"] == 8 and document["estimates"]["finished"]["action-plan"]["firms@2021"] == 8
        nothing = echelon("merge", str(Path(place) / "2.h5"), "--so-far")
        assert nothing.returncode == 2 and "nothing to tell yet" in nothing.stderr


def test_what_does_not_fit_together_is_refused_and_nothing_is_written():
    with folder() as place:
        path, out = write(place), str(Path(place) / "all.h5")
        parts = [str(Path(place) / f"{k}.h5") for k in (1, 2, 3)]
        for k, part in enumerate(parts, 1):
            assert study(path, part, "--shard", f"{k}/3").returncode == 0
        foreign = str(Path(place) / "foreign.h5")
        assert study(path, foreign, "--shard", "2/3", "--seed", "6").returncode == 0
        for chosen, said in (([0, 2], "are missing before it"), ([0, 1], "are missing behind it"), ([0, 1, 1, 2], "are in")):
            done = echelon("merge", *[parts[i] for i in chosen], "--out", out)
            assert done.returncode == 2 and said in done.stderr, done.stderr
        done = echelon("merge", parts[0], foreign, parts[2], "--out", out)
        assert done.returncode == 2 and "another study" in done.stderr
        damaged = Path(parts[1])
        raw = damaged.read_bytes()
        for broken in (raw[:len(raw) // 2], bytes(b ^ 255 if i % 97 == 0 and i > 2048 else b for i, b in enumerate(raw)), b"no result"):
            damaged.write_bytes(broken)
            done = echelon("merge", *parts, "--out", out)
            assert done.returncode == 4 and "2.h5" in done.stderr, (done.returncode, done.stderr)
        assert not Path(out).exists()


def test_blocks_of_another_study_and_other_results_are_left_alone():
    with folder() as place:
        path, out = write(place), Path(place) / "a.h5"
        shards = Path(str(out) + ".shards")
        shards.mkdir()
        for k, name in (("1", "000000000000-000000000008.h5"), ("2", "000000000008-000000000016.h5")):
            assert study(path, Path(place) / f"{k}.h5", "--shard", f"{k}/3").returncode == 0
            (shards / name).write_bytes((Path(place) / f"{k}.h5").read_bytes())
        before = (shards / "000000000000-000000000008.h5").read_bytes()
        done = study(path, out, "--seed", "6")
        assert done.returncode == 2 and done.stderr.count("belongs to another study") == 1, done.stderr  # once, not a block each
        assert (shards / "000000000000-000000000008.h5").read_bytes() == before and not out.exists()
        whole = study(path, Path(place) / "whole.h5")
        assert whole.returncode == 0
        done = study(path, Path(place) / "whole.h5", "--seed", "6")
        assert done.returncode == 2 and "another result lies here" in done.stderr


def test_a_shard_does_not_take_another_shards_place():
    with folder() as place:
        path, out = write(place), Path(place) / "a.h5"
        assert study(path, out, "--shard", "1/2").returncode == 0
        first = out.read_bytes()
        second = study(path, out, "--shard", "2/2")
        assert second.returncode == 2 and "another part" in second.stderr and out.read_bytes() == first, second.stderr
        again = study(path, out, "--shard", "1/2")
        assert again.returncode == 0 and out.read_bytes() == first
        whole = study(path, out)
        assert whole.returncode == 2 and "a part of this study" in whole.stderr and out.read_bytes() == first


def test_no_space_and_no_permission_are_told_and_the_rest_is_kept():
    with folder() as place:
        path = write(place)
        done = study(path, Path(place) / "none" / "a.h5")
        assert done.returncode == 4 and "none" in done.stderr
        done = subprocess.run(["sh", "-c", 'ulimit -f 16; trap "" XFSZ; exec "$0" "$@"', str(PROGRAM), "study", path, "--out", str(Path(place) / "full.h5")],
                              env=environment(), cwd=ROOT, text=True, capture_output=True, timeout=300)
        assert done.returncode == 4 and "cannot write" in done.stderr, done.stderr
        assert not (Path(place) / "full.h5").exists()
        assert not list(Path(place).rglob("*.part"))
        assert study(path, Path(place) / "full.h5").returncode == 0


def test_the_scheduler_says_which_shard_this_is():
    with folder() as place:
        path = write(place)
        slurm = {"SLURM_ARRAY_TASK_ID": "12", "SLURM_ARRAY_TASK_MIN": "11", "SLURM_ARRAY_TASK_COUNT": "3"}
        kubernetes = {"JOB_COMPLETION_INDEX": "1", "ECHELON_SHARDS": "3"}
        for number, more in enumerate((slurm, kubernetes)):
            done = subprocess.run([str(PROGRAM), "study", path, "--shard", "auto", "--out", str(Path(place) / f"{number}.h5")], env=environment(more),
                                  text=True, capture_output=True, timeout=300)
            assert done.returncode == 0 and "shard 2 of 3" in done.stdout, done.stderr
        for text, said in (("auto", "no scheduler"), ("0/3", "is no shard"), ("4/3", "there is no shard 4 of 3"), ("1/7", "there are only 6 blocks")):
            done = study(path, Path(place) / "x.h5", "--shard", text)
            assert done.returncode == 2 and said in done.stderr, done.stderr
