#!/usr/bin/env node
// Starts Kontor. Written in plain JavaScript that also runs on old versions of Node: its first task is to get to a new one.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const file = fileURLToPath(import.meta.url)
const root = dirname(dirname(file))
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const sameMs = 500 // the same signal this soon after is the same key press, arriving by two ways
const settleMs = 60 // long enough for a signal from the terminal to have arrived at the child before its copy does
const launched = 'KONTOR_LAUNCHED'

if (runsTypeScript(process.versions.node)) await startKontor()
else launchOnNewerNode()

/** Node strips types without a flag since 22.18 (of the 22 line) and 23.6. */
function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

async function startKontor() {
  if (process.env[launched] !== undefined) beOneWithLauncher()
  const source = join(root, 'src', 'main.ts')
  const built = join(root, 'dist', 'main.js')
  const entry = existsSync(source) ? source : built
  if (!existsSync(entry)) return giveUp(`Kontor is incomplete: neither ${source} nor ${built} exists.`)
  let main
  try {
    ;({ main } = await import(pathToFileURL(entry).href))
  } catch (error) {
    // A missing package, not a missing file of our own: those are named by their path.
    const [, missing] = /^Cannot find package '([^']+)'/.exec(error?.message ?? '') ?? []
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || missing === undefined) throw error
    return giveUp(`The package "${missing}" is missing. Run "npm ci" in ${root} and try again.`)
  }
  process.exitCode = await main(process.argv.slice(2))
}

/** Runs the same command on the Node that comes as a dependency, and ends as it ends. */
function launchOnNewerNode() {
  const node = bundledNode()
  if (node === undefined) return
  const child = spawn(node, [...process.execArgv, file, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [launched]: '1' }
  })
  // Ctrl-C reaches parent and child both, `kill` only the parent. Each signal is therefore told to the child as a
  // message, and the child acts on it unless the same signal has just come to it directly.
  for (const signal of signals)
    process.on(signal, () => setTimeout(() => child.connected && child.send({ signal }, () => {}), settleMs))
  child.on('error', (error) =>
    giveUp(`Node.js at ${node} does not start: ${error.message}. Run "npm ci" in ${root}.`)
  )
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000) // a signal that does not end this process
  })
}

function bundledNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json')
    const node = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.node)
    if (existsSync(node)) return node
  } catch {
    // Not installed: told below.
  }
  return giveUp(
    `Kontor needs Node.js 22.18 or later; this is ${process.version}, and the newer one that comes as the package "node" ` +
      `is not installed. Run "npm ci" in ${root} (without --ignore-scripts), or use a newer Node.js.`
  )
}

/** Launcher and Kontor are one program to whoever sends signals: none is lost, none counts twice, both end together. */
function beOneWithLauncher() {
  delete process.env[launched]
  const seen = new Map()
  const note = Object.fromEntries(signals.map((signal) => [signal, () => arrived(signal)]))
  const arrived = (signal) => {
    seen.set(signal, performance.now())
    if (process.listenerCount(signal) > 1) return
    // Kontor itself does not listen: then the signal does what it does to any program.
    process.off(signal, note[signal])
    process.kill(process.pid, signal)
  }
  for (const signal of signals) process.on(signal, note[signal])
  process.on('message', ({ signal }) => {
    const last = seen.get(signal)
    if (last === undefined || performance.now() - last > sameMs) process.kill(process.pid, signal)
  })
  // The launcher was killed outright. A server that lived on would keep the port from its successor.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel?.unref()
}

function giveUp(message) {
  console.error(message)
  process.exitCode = 1
}
