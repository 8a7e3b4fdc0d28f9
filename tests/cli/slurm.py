#!/usr/bin/python3
"""A study on a real Slurm: one controller and two nodes on the loopback address, an array of shards, a merge behind it, and the same
digest as one process. Usage: slurm.py PROGRAM SOURCE_DIR. Skipped with a message where it cannot run."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
STUDY = """echelon: 1
study: monte-carlo
name: {en: a test on a cluster, zh: 集群测试}
source: "assumed: a test"
scenario: action-plan
horizon: 2018Q1..2019Q4
scale: 0.01
uncertainties: all
outcomes: [hte@2019]
design: sobol
points: 24
shard: 2
level: 95 %
resamples: 10
seed: 5
"""
# Without authentication: never on a network that others see.
CONF = """ClusterName=echelon
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort={port}
AuthType=auth/none
CredType=cred/none
StateSaveLocation={e}/state
SlurmdSpoolDir={e}/spool/%n
SlurmctldPidFile={e}/run/slurmctld.pid
SlurmdPidFile={e}/run/slurmd.%n.pid
SlurmctldLogFile={e}/log/slurmctld.log
SlurmdLogFile={e}/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={n1} CPUs=2 State=UNKNOWN
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={n2} CPUs=2 State=UNKNOWN
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
"""


def skip(why):
    print("skipped: " + why)
    sys.exit(77)  # told apart from passed


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def wait_for(what, seconds, ready):
    end = time.time() + seconds
    while time.time() < end:
        if ready():
            return True
        time.sleep(0.5)
    return False


def run(command, env, **more):
    return subprocess.run(command, env=env, text=True, capture_output=True, timeout=300, **more)


def cluster_up(env):
    return wait_for("nodes", 60, lambda: run(["sinfo", "-h", "-o", "%D %t"], env).stdout.split() == ["2", "idle"])


def main():
    if os.geteuid() != 0:
        skip("the loopback cluster needs root")
    if not all(shutil.which(p, path="/usr/sbin:/usr/bin:/sbin:/bin") for p in ("slurmctld", "slurmd", "sbatch")):
        skip("slurm-wlm is not installed (apt-get install slurm-wlm)")
    with tempfile.TemporaryDirectory(prefix="echelon-slurm-") as place:
        e = Path(place)
        for name in ("run", "state", "log", "spool/n1", "spool/n2"):
            (e / name).mkdir(parents=True)
        port, n1, n2 = free_ports(3)
        host = socket.gethostname().split(".")[0]
        (e / "slurm.conf").write_text(CONF.format(host=host, port=port, n1=n1, n2=n2, e=e))
        env = {**os.environ, "SLURM_CONF": str(e / "slurm.conf"), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "ECHELON": str(PROGRAM), "ECHELON_HOME": str(ROOT)}
        daemons = [subprocess.Popen(["slurmctld", "-D", "-f", env["SLURM_CONF"]], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)]
        try:
            for node in ("n1", "n2"):
                daemons.append(subprocess.Popen(["slurmd", "-D", "-f", env["SLURM_CONF"], "-N", node], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            if not cluster_up(env):
                skip("the nodes did not come up: " + run(["sinfo"], env).stdout + (e / "log/slurmctld.log").read_text()[-600:])
            check(e, env)
        finally:
            for daemon in reversed(daemons):
                daemon.terminate()
            for daemon in daemons:
                daemon.wait(30)


def check(e, env):
    (e / "small.yaml").write_text(STUDY, encoding="utf-8")
    whole = json.loads(run([PROGRAM, "study", e / "small.yaml", "--out", e / "one.h5", "--json"], env).stdout)["digest"]
    done = run([ROOT / "docs/how-to/study-on-slurm.sh", e / "small.yaml", "5", e / "many.h5"], env)
    print(done.stdout + done.stderr)
    assert done.returncode == 0
    logs = lambda: "\n".join(p.name + ": " + p.read_text() for p in sorted((e / "many.parts").glob("*.log")))
    assert wait_for("the result", 240, (e / "many.h5").exists), logs()
    merged = run([PROGRAM, "digest", e / "many.h5"], env).stdout.strip()
    assert merged == whole, (merged, whole, logs())
    assert len(list((e / "many.parts").glob("*.h5"))) == 5
    print("an array of 5 shards on two nodes, joined: the digest of one process, " + whole)


main()
