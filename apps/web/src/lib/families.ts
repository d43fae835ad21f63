import { covarianceNames, familyOf, type CovarianceName } from '@mixtura/core'

/** The everyday name of a structure, where it has one. */
export function wordFor(covariance: CovarianceName): CovarianceName {
  // Words come before families.
  return covarianceNames.find((name) => familyOf(name) === familyOf(covariance))!
}
