import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The house's green: the mark of the status page and of the pocket. */
const jade: MantineColorsTuple = [
  '#e9f7f2',
  '#d3ede4',
  '#a6dccb',
  '#76c9b0',
  '#5fd0b4',
  '#2f9f85',
  '#15806a',
  '#0b6b57',
  '#085646',
  '#053f34'
]

const gray: MantineColorsTuple = [
  '#f5f7fa',
  '#eef2f6',
  '#e3e8ef',
  '#d9dfe7',
  '#c3ccd7',
  '#94a1b0',
  '#596676',
  '#475362',
  '#2c3744',
  '#1b2430'
]

const dark: MantineColorsTuple = [
  '#e6ebf1',
  '#c2ccd7',
  '#9aa8b8',
  '#5d6b7a',
  '#303a46',
  '#27303b',
  '#1a2129',
  '#12171d',
  '#0d1115',
  '#080b0e'
]

const sans =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Noto Sans', 'DejaVu Sans', sans-serif"
const mono = "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace"

/** The look of the console. Only fonts that a machine has; nothing is loaded from elsewhere. */
export const theme = createTheme({
  colors: { jade, gray, dark },
  primaryColor: 'jade',
  primaryShade: { light: 7, dark: 6 },
  black: '#1b2430',
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: sans, fontWeight: '650' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    // Locking the scroll would put a style element into the page, which the policy of the server refuses.
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: { lockScroll: false } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } }
  }
})
