export { threeStudents, type ThreeStudents } from './three-students.ts'
export { NumpyRandom } from './numpy-random.ts'
export { DatagenError, type DatagenErrorCode } from './errors.ts'
