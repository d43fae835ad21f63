/** The story's formulas in TeX; language-neutral. */
export const formulas = {
  model: [
    String.raw`z_i \sim \operatorname{Cat}(\pi), \qquad x_i \mid z_i = k \;\sim\; \mathcal N(\mu_k, \Sigma_k)`,
    String.raw`p(x_i) = \sum_{k=1}^{K} \pi_k\, \mathcal N(x_i;\, \mu_k, \Sigma_k)`,
  ],
  eStep: [
    String.raw`r_{ik} = \frac{\pi_k\, \mathcal N(x_i;\, \mu_k, \Sigma_k)}{\sum_{j} \pi_j\, \mathcal N(x_i;\, \mu_j, \Sigma_j)}`,
  ],
  mStep: [
    String.raw`N_k = \sum_i r_{ik}, \qquad \pi_k = \frac{N_k}{N}, \qquad \mu_k = \frac{1}{N_k} \sum_i r_{ik}\, x_i`,
    String.raw`\Sigma_k = \frac{1}{N_k} \sum_i r_{ik}\, (x_i - \mu_k)(x_i - \mu_k)^{\mathsf T}`,
  ],
  climb: [String.raw`\ell(\theta') - \ell(\theta) \;\ge\; Q(\theta', \theta) - Q(\theta, \theta) \;\ge\; 0`],
  q: [
    String.raw`Q(\theta, \theta') = \sum_i \sum_k r_{ik}(\theta') \,\bigl(\log \pi_k + \log \mathcal N(x_i;\, \mu_k, \Sigma_k)\bigr)`,
    String.raw`\ell(\theta) = \sum_i \log \sum_k r_{ik}(\theta')\, \frac{\pi_k\, \mathcal N(x_i;\, \mu_k, \Sigma_k)}{r_{ik}(\theta')} \;\ge\; Q(\theta, \theta') - \sum_i \sum_k r_{ik}(\theta') \log r_{ik}(\theta')`,
  ],
  pi: [
    String.raw`\frac{\partial}{\partial \pi_k} \Bigl[\, \sum_j N_j \log \pi_j - \lambda \Bigl(\sum_j \pi_j - 1\Bigr) \Bigr] = \frac{N_k}{\pi_k} - \lambda = 0 \;\Rightarrow\; \pi_k = \frac{N_k}{N}`,
  ],
  mu: [
    String.raw`\frac{\partial Q}{\partial \mu_k} = \sum_i r_{ik}\, \Sigma_k^{-1} (x_i - \mu_k) = 0 \;\Rightarrow\; \mu_k = \frac{1}{N_k} \sum_i r_{ik}\, x_i`,
  ],
  sigma: [
    String.raw`\frac{\partial Q}{\partial \Lambda_k} = \frac12 \sum_i r_{ik} \bigl( \Lambda_k^{-1} - (x_i - \mu_k)(x_i - \mu_k)^{\mathsf T} \bigr) = 0 \;\Rightarrow\; \Sigma_k = \frac{1}{N_k} \sum_i r_{ik}\, (x_i - \mu_k)(x_i - \mu_k)^{\mathsf T}`,
  ],
}
