"""Answers questions from stdin, one JSON object a line: {"data", "n", "d"} binds a file of doubles; the others time a fit of it."""
import json, sys, time, warnings
import numpy as np, sklearn
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
x = None


def em(q):
    model = GaussianMixture(
        q["k"], covariance_type=q["covariance"], tol=0, reg_covar=0, max_iter=q["iterations"], init_params="random",
        weights_init=np.array(q["weights"]), means_init=np.array(q["means"]), precisions_init=np.array(q["precisions"]),
        random_state=0)
    begun = time.perf_counter()
    model.fit(x)
    return {"seconds": time.perf_counter() - begun, "lml": model.score(x) if q.get("score") else None}


def whole(q):
    model = GaussianMixture(q["k"], tol=1e-3, max_iter=100, random_state=q["seed"], reg_covar=0)
    begun = time.perf_counter()
    model.fit(x)
    return {"seconds": time.perf_counter() - begun, "lml": model.score(x)}


def kmeans(q):
    model = KMeans(q["k"], n_init=1, random_state=q["seed"])
    begun = time.perf_counter()
    model.fit(x)
    return {"seconds": time.perf_counter() - begun, "inertia": model.inertia_}


print(json.dumps({"version": sklearn.__version__}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    if "data" in question:
        x = np.fromfile(question["data"]).reshape(question["n"], question["d"])
        answer = {"seconds": 0}
    else:
        answer = {"em": em, "whole": whole, "kmeans": kmeans}[question["what"]](question)
    print(json.dumps(answer), flush=True)
