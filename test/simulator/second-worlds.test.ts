import { testWorlds } from './worlds.ts'

testWorlds('b')
