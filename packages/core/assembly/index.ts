export { layOutRows, staged } from './layout'
export { takeRows } from './rows'
export { model, pack } from './model'
export { accumulate } from './e-step'
