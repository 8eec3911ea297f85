import { testWorlds } from './worlds.ts'

testWorlds('a')
