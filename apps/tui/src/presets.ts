import { Dataset } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import type { Problem } from './problem.ts'

/** The notebook's stones: 500 from seed 12, unless others are asked for. */
export function threeStudentsProblem(seed = 12): Problem {
  const { weights, means, covariances, labels, points } = threeStudents({ seed })
  return {
    title: 'three students',
    dataset: Dataset.from(points),
    columns: ['x', 'y'],
    noun: 'stone',
    seed,
    truth: { weights, means, covariances, labels, noun: 'student' },
  }
}
