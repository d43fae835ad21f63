import type { CovarianceName } from '@mixtura/core'

/** The everyday names of six of mclust's families. */
export const families: Readonly<Partial<Record<CovarianceName, CovarianceName>>> = {
  full: 'VVV',
  tied: 'EEE',
  diag: 'VVI',
  spherical: 'VII',
  'tied-diag': 'EEI',
  'tied-spherical': 'EII',
}

/** The three capitals of a structure. */
export function familyOf(covariance: CovarianceName): CovarianceName {
  return families[covariance] ?? covariance
}

/** The everyday name of a structure, where it has one. */
export function wordFor(covariance: CovarianceName): CovarianceName {
  return (Object.keys(families) as CovarianceName[]).find((word) => families[word] === covariance) ?? covariance
}
