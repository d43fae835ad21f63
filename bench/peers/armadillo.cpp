// Armadillo's gmm_full, timed from within: one request a line, one line of JSON for each.
#include <armadillo>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

struct Problem {
  arma::mat columns, means;
  arma::cube covariances;
  arma::rowvec weights;

  explicit Problem(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const auto read = [&](double* target, size_t count) {
      file.read(reinterpret_cast<char*>(target), count * sizeof(double));
    };
    double header[4];
    read(header, 4);
    const arma::uword n = header[0], d = header[1], k = header[2];
    columns.set_size(d, n);
    weights.set_size(k);
    means.set_size(d, k);
    covariances.set_size(d, d, k);
    read(columns.memptr(), n * d);
    read(weights.memptr(), k);
    read(means.memptr(), k * d);
    read(covariances.memptr(), k * d * d);
  }

  arma::gmm_full iterate(int iterations) const {
    arma::gmm_full model;
    model.set_params(means, covariances, weights);
    const double smallest = 1e-300;
    if (!model.learn(columns, weights.n_elem, arma::maha_dist, arma::keep_existing, 0, iterations, smallest, false))
      throw std::runtime_error("learn failed");
    return model;
  }
};

int main() {
  std::cout << "{\"name\":\"Armadillo\",\"version\":\"" << ARMA_VERSION_MAJOR << '.' << ARMA_VERSION_MINOR << '.'
            << ARMA_VERSION_PATCH << "\"}" << std::endl;
  std::cout.precision(17);
  std::unique_ptr<Problem> problem;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string request;
    words >> request;
    if (request == "load") {
      std::string path;
      words >> path;
      problem = std::make_unique<Problem>(path);
      std::cout << "null" << std::endl;
      continue;
    }
    int iterations, repeats;
    words >> iterations;
    if (request == "lml") {
      std::cout << problem->iterate(iterations).avg_log_p(problem->columns) << std::endl;
      continue;
    }
    words >> repeats;
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; i++) problem->iterate(iterations);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
    std::cout << taken.count() / repeats << std::endl;
  }
}
