export { engineContract, type ContractCase, type EngineFactory } from './engine-contract.ts'
