// armadillo FILE N D K ITERATIONS START: seconds of EM from the start in START (K weights, K × D means, K × D × D covariances).
#include <armadillo>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <vector>

int main(int, char** argv) {
  const arma::uword n = std::stoul(argv[2]), d = std::stoul(argv[3]), k = std::stoul(argv[4]), iterations = std::stoul(argv[5]);
  arma::mat x(d, n);
  std::ifstream(argv[1], std::ios::binary).read(reinterpret_cast<char*>(x.memptr()), sizeof(double) * n * d);
  arma::rowvec weights(k);
  arma::mat means(d, k);
  arma::cube covariances(d, d, k);
  std::ifstream start(argv[6], std::ios::binary);
  start.read(reinterpret_cast<char*>(weights.memptr()), sizeof(double) * k);
  start.read(reinterpret_cast<char*>(means.memptr()), sizeof(double) * k * d);
  start.read(reinterpret_cast<char*>(covariances.memptr()), sizeof(double) * k * d * d);
  const auto seconds = [&](arma::uword count) {
    arma::gmm_full model;
    model.set_params(means, covariances, weights);
    const auto begun = std::chrono::steady_clock::now();
    if (!model.learn(x, k, arma::maha_dist, arma::keep_existing, 0, count, 1e-300, false)) return -1.0;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  seconds(1);
  std::printf("%.17g %.17g\n", seconds(iterations), seconds(2 * iterations));
}
