/** How fast it is, each figure beside a limit that was measured in the same run. */
export { type BenchOptions, type Ran, runBench, workloads, workloadsNamed } from './bench.ts'
export { aboveFunding, efforts, type Size, storing } from './efforts.ts'
export { markdownOf, tableOf } from './report.ts'
export { dropStage, type Served } from './stage.ts'
