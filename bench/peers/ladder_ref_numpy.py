#!/usr/bin/python3
"""ladder-ref in NumPy, vectorised over all firms, double precision: the peer that echelon's own version is measured
against. Prints one line of JSON with the same fields as bench_ladder_ref.

    ladder_ref_numpy.py [rounds] [firms] [steps] [seed]
"""
import json
import statistics
import sys
import time

import numpy as np

SECTORS = 16
XA = np.array([0, 0, 1, 2, 3, np.inf])  # XA[a + 1] of the top rung is out of reach
GA = np.array([0, 0, 0.02, 0.04, 0.06, np.inf])
RB = np.array([0, 0.04, 0.05, 0.06, np.inf])
XB = np.array([0, 0.5, 1.5, 2.5, np.inf])
KB = np.array([0, 1.0, 4.0, 12.0, np.inf])


def run(seed, firms, steps):
    rng = np.random.Generator(np.random.SFC64(seed))
    sector = np.repeat(np.arange(SECTORS), firms // SECTORS)
    intensity = (0.01 + 0.005 * np.arange(SECTORS))[sector]
    x = rng.normal(0, 1.2, firms)
    lags = np.tile(x, (4, 1))  # a ring: row t % 4 is x at step t
    revenue = np.exp(x)
    knowledge = 10 * intensity * revenue
    age = rng.integers(0, 80, firms)
    a = np.zeros(firms, np.int64)
    b = np.zeros(firms, np.int64)
    waited = np.zeros(firms, np.int64)
    mean = x.reshape(SECTORS, -1).mean(axis=1)
    exits = 0
    records = []
    begin = time.thread_time()
    for t in range(steps):
        drift = 0.001 + 0.012 * knowledge / (knowledge + revenue) + 0.004 * np.clip(x - mean[sector], -3, 3)
        u = rng.random(firms)
        side = 2 * np.minimum(u, 1 - u)
        laplace = np.copysign(np.log(np.maximum(side, 1e-300)), u - 0.5)
        new = np.clip(x + drift + 0.08 * np.exp(-0.15 * x) * laplace, -8, 14)
        rd = intensity * revenue
        knowledge = 0.96 * knowledge + rd
        age += 1
        hazard = np.minimum(0.2, 0.003 + 0.025 / (1 + age / 8) * np.exp(-0.3 * new))
        gone = np.flatnonzero(rng.random(firms) < hazard)
        stays = np.ones(firms, bool)
        stays[gone] = False
        exits += gone.size
        # ladder A
        u = rng.random(firms)
        growth = new - lags[(t + 1) % 4]
        up = (waited >= 2) & (new >= XA[a + 1]) & (growth >= GA[a + 1]) & (u < 0.5)
        down = ~up & (a > 0) & (new < XA[a] - 0.25) & (u < 0.3)
        a += up.astype(np.int64) - down
        waited = np.where(up | down, 0, waited + 1)
        # ladder B
        revenue_new = np.exp(new)
        ratio = rd / revenue_new
        falls = (b > 0) & (knowledge < 0.5 * KB[b])
        fit = np.flatnonzero(~falls & stays & (ratio >= RB[b + 1]) & (new >= XB[b + 1]) & (knowledge >= KB[b + 1]))
        b -= falls
        score = knowledge[fit] / revenue_new[fit] * (1 + ratio[fit])
        places = min(firms // 500, fit.size)
        if places:
            best = fit[np.argpartition(-score, places - 1)[:places]]
            b[best] += 1
        # entry
        new[gone] = rng.normal(-1, 0.8, gone.size)
        revenue_new[gone] = np.exp(new[gone])
        lags[:, gone] = new[gone]
        for column in (knowledge, age, a, b, waited):
            column[gone] = 0
        x = new
        revenue = revenue_new
        lags[(t + 1) % 4] = x
        mean = x.reshape(SECTORS, -1).mean(axis=1)
        counts_a = np.bincount(sector * 5 + a, minlength=5 * SECTORS)
        counts_b = np.bincount(sector * 4 + b, minlength=4 * SECTORS)
        records.append((revenue.reshape(SECTORS, -1).sum(axis=1), mean, counts_a, counts_b))
    seconds = time.thread_time() - begin
    return {
        "implementation": "NumPy " + np.__version__,
        "firms": firms,
        "steps": steps,
        "firm_steps_per_second": firms * steps / seconds,
        "seconds": seconds,
        "a": np.bincount(a, minlength=5).tolist(),
        "b": np.bincount(b, minlength=4).tolist(),
        "mean_x": float(x.mean()),
        "exits": int(exits),
    }


def main():
    numbers = [int(word) for word in sys.argv[1:]]
    rounds, firms, steps, seed = (numbers + [5, 100000, 48, 1][len(numbers):])[:4]
    results = [run(seed + k, firms, steps) for k in range(rounds)]
    rate = statistics.median(r["firm_steps_per_second"] for r in results)
    print(json.dumps({**results[0], "firm_steps_per_second": rate}))


if __name__ == "__main__":
    main()
