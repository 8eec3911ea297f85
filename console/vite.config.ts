import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The Kontor that `npm run dev` shows, and the key it shows it with. The key stays in the dev server: it is in no bundle. */
const target = process.env['KONTOR_URL'] ?? 'http://127.0.0.1:4700'
const key = process.env['KONTOR_API_KEY']
const proxied = { target, ...(key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }) }

const proxy = { '/v1': proxied, '/sign-out': { target }, '/sign-in': { target } }

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    target: 'es2023',
    // The style sheets say light and dark in one place: light-dark() is left as it is.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    manifest: true,
    license: { fileName: 'licences.txt' },
    reportCompressedSize: false
  },
  server: { proxy },
  preview: { proxy }
})
