"""scikit-learn's mixtures and K-means, timed from within: one request a line, one line of JSON for each."""

import json
import sys
import time
import warnings

import numpy as np
import sklearn
import threadpoolctl
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

# Runs of a given number of iterations are meant not to converge.
warnings.simplefilter("ignore")
threadpoolctl.threadpool_limits(2)


class Problem:
    def __init__(self, path):
        numbers = np.fromfile(path)
        n, d, k, diagonal = numbers[:4].astype(int)
        ends = np.cumsum([4, n * d, k, k * d])
        rows, weights, means, covariances = np.split(numbers, ends)[1:]
        self.k = k
        self.rows = rows.reshape(n, d).copy()
        precisions = np.linalg.inv(covariances.reshape(k, d, d))
        self.structure = "diag" if diagonal else "full"
        self.start = {
            "weights_init": weights,
            "means_init": means.reshape(k, d),
            "precisions_init": np.diagonal(precisions, axis1=1, axis2=2) if diagonal else precisions,
            # Done even where all is given; this is the cheapest.
            "init_params": "random_from_data",
        }

    def mixture(self, **options):
        return GaussianMixture(self.k, covariance_type=self.structure, reg_covar=0, **options)

    def iterate(self, iterations):
        return self.mixture(tol=0, max_iter=iterations, **self.start).fit(self.rows)


def timed(work):
    begun = time.perf_counter()
    result = work()
    return (time.perf_counter() - begun) * 1e3, result


def answer(problem, request, arguments):
    if request == "time":
        iterations, repeats = map(int, arguments)
        return timed(lambda: [problem.iterate(iterations) for _ in range(repeats)])[0] / repeats
    if request == "lml":
        return problem.iterate(int(arguments[0])).score(problem.rows)
    if request == "fit":
        seed, tolerance, iterations = int(arguments[0]), float(arguments[1]), int(arguments[2])
        mixture = problem.mixture(tol=tolerance, max_iter=iterations, random_state=seed)
        milliseconds, _ = timed(lambda: mixture.fit(problem.rows))
        return {"milliseconds": milliseconds, "iterations": mixture.n_iter_, "lml": mixture.score(problem.rows)}
    if request == "kmeans":
        clustering = KMeans(problem.k, n_init=1, tol=0, max_iter=300, random_state=int(arguments[0]))
        milliseconds, _ = timed(lambda: clustering.fit(problem.rows))
        return {"milliseconds": milliseconds, "iterations": clustering.n_iter_, "inertia": clustering.inertia_}
    raise ValueError(request)


print(json.dumps({"name": "scikit-learn", "version": sklearn.__version__}), flush=True)
problem = None
for line in sys.stdin:
    request, *arguments = line.split()
    if request == "load":
        problem = Problem(arguments[0])
        print("null", flush=True)
    else:
        print(json.dumps(answer(problem, request, arguments)), flush=True)
