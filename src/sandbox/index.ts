/** The sandbox: a payment service of our own to try everything with, and to fail in every way on demand. */
export { deliverTo, type Deliver } from './deliver.ts'
export { Faults, TransportFault } from './faults.ts'
export { sandboxJobs } from './jobs.ts'
export { inProcess, overHttp, sandboxProvider, type Transport } from './provider.ts'
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export { type SandboxServer, type SandboxServerOptions, startSandbox } from './server.ts'
export { tokens } from './token.ts'
