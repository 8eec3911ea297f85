/** The sandbox: a payment service of our own to try everything with, and to fail in every way on demand. */
export { Faults } from './faults.ts'
export { sandboxJobs } from './jobs.ts'
export { inProcess, overHttp, sandboxProvider } from './provider.ts'
export { createSandbox } from './sandbox.ts'
export { type SandboxServer, startSandbox } from './server.ts'
export { tokens } from './token.ts'
