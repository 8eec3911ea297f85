/** Whether the tests are to take their time: many more moments to be killed at, longer histories. */
export const nightly = process.env['KONTOR_NIGHTLY'] === '1'

const given = process.env['KONTOR_SEED']

/** What the choices of tests that choose begin with; KONTOR_SEED makes the same choices again. */
export const seed = given === undefined ? Math.floor(Math.random() * 1_000_000) : parseInt(given, 10)
