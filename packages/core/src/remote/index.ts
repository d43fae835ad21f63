/** For those who keep the rows elsewhere: the fit without its work on the rows, and that work without the fit. */
export { densityUnderflow } from '../density.ts'
export { responsibilitiesInto } from '../predict.ts'
export { fitRemotely, type RemoteRows } from './fit-remotely.ts'
export { createStarts, kMeansRowCount, rowsOfStart, type Starts } from './starts.ts'
export type { Start } from '../em.ts'
