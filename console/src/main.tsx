import './app/styles.ts'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { Problem } from './api/index.ts'
import { router } from './app/router.tsx'
import { theme } from './app/theme.ts'
import { languageOf, load, remembered, TextProvider } from './text/index.ts'

const queries = new QueryClient({
  defaultOptions: {
    // Whether the line is up is found out by asking: what waited for it unseen would happen when nobody looks any more.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.outcome === 'unknown'
    }
  }
})

const language = languageOf(remembered(), navigator.languages)
const text = await load(language)
const place = document.getElementById('root')
if (place === null) throw new Error('The page has no place for the console.')
createRoot(place).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
    <TextProvider first={{ language, text }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </TextProvider>
  </MantineProvider>
)
